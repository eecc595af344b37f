import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BASE62 } from './base62.ts'
import { makeToken, parseToken, tokenPrefix } from './format.ts'

const kind = fc.constantFrom('live' as const, 'test' as const)
const token = fc
  .tuple(kind, fc.infiniteStream(fc.nat(255)))
  .map(([kind, bytes]) => makeToken(kind, (count) => Uint8Array.from([...bytes.take(count)])))
const document = readFileSync(new URL('../../../../docs/token-format.md', import.meta.url), 'utf8')

describe('a token', () => {
  it('has its prefix, 30 characters of its own and the CRC-32 of all of them', () => {
    fc.assert(
      fc.property(token, (text) => {
        expect(text).toMatch(/^sp_(live|test)_[0-9A-Za-z]{36}$/)
        const sum = [...text.slice(-6)].reduce((sum, digit) => sum * 62 + BASE62.indexOf(digit), 0)
        expect(sum).toBe(crc32(text.slice(0, -6)))
      }),
    )
  })

  it('has at least 178 bits that nobody can guess', () => {
    // As many characters as random bytes were used at the least, each equally likely (base62.test.ts).
    let used = 0
    makeToken('live', (count) => {
      used += count
      return new Uint8Array(count)
    })
    expect(used * Math.log2(BASE62.length)).toBeGreaterThanOrEqual(178)
  })

  it('is read back with its kind and the prefix people know it by', () => {
    fc.assert(
      fc.property(token, (text) => {
        expect(parseToken(text)).toEqual({ kind: text.slice(3, 7), prefix: text.slice(0, 12) })
      }),
    )
    expect(tokenPrefix('sp_live_Ab3dEFGHIJ')).toBe('sp_live_Ab3d')
  })

  it('is another one each time', () => {
    const made = Array.from({ length: 1000 }, () => makeToken('live', randomBytes))
    expect(new Set(made).size).toBe(1000)
  })
})

describe('what is no token is refused without a look-up', () => {
  const good = makeToken('live', randomBytes)

  it('with any one character changed', () => {
    for (let at = 0; at < good.length; at++) {
      for (const other of `${BASE62}_- é`) {
        if (other === good[at]) continue
        expect(parseToken(good.slice(0, at) + other + good.slice(at + 1))).toBeNull()
      }
    }
  })

  it('with the word for its kind changed', () => {
    expect(parseToken(good.replace('live', 'test'))).toBeNull()
  })

  it.each([
    ['cut off', good.slice(0, -1)],
    ['with a character more', `${good}0`],
    ['with a line break after it', `${good}\n`],
    ['with a space before it', ` ${good}`],
    ['without its prefix', good.slice(8)],
    ['of an unknown kind', good.replace('live', 'prod')],
    ['in upper case', good.toUpperCase()],
    ['nothing', ''],
    ['its shape without its checksum', `sp_live_${'0'.repeat(36)}`],
  ])('%s', (_what, text) => {
    expect(parseToken(text)).toBeNull()
  })

  it('whatever else it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary-ascii' }), (text) => parseToken(text) === null))
  })
})

describe('docs/token-format.md', () => {
  const pattern = new RegExp(/```regex\n(.+)\n```/.exec(document)?.[1] ?? 'missing', 'g')

  it('has a pattern that finds every token, wherever it stands', () => {
    fc.assert(
      fc.property(token, fc.constantFrom(' ', '"', '=', '/', '\n', ':'), (text, edge) => {
        expect(`key${edge}${text}${edge}end`.match(pattern)).toEqual([text])
      }),
    )
  })

  it('has a pattern that leaves longer words alone', () => {
    const good = makeToken('test', randomBytes)
    expect(`x${good} ${good}0 ${good}_`.match(pattern)).toBeNull()
  })

  it('shows an example that is well formed', () => {
    const [example = ''] = document.match(pattern) ?? []
    expect(parseToken(example)?.kind).toBe('test')
  })
})
