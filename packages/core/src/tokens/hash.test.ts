import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeToken } from './format.ts'
import { candidateHashes, hashToken, isSameHash } from './hash.ts'

const old = { id: '2025', bytes: randomBytes(32) }
const current = { id: '2026', bytes: randomBytes(32) }
const token = makeToken('live', randomBytes)

describe('the hash of a token', () => {
  it('is its HMAC-SHA-256 under the pepper, as Node makes it', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ minLength: 1 }), (text, bytes) => {
        const expected = createHmac('sha256', bytes).update(text, 'utf8').digest('hex')
        expect(hashToken(text, { id: 'p', bytes })).toEqual({ pepperId: 'p', hash: expected })
      }),
    )
  })

  it('is found under every pepper, the current one first', () => {
    const candidates = candidateHashes(token, [current, old])
    expect(candidates.map(({ pepperId }) => pepperId)).toEqual(['2026', '2025'])
    expect(candidates[1]).toEqual(hashToken(token, old))
  })

  it('does not contain the token', () => {
    expect(JSON.stringify(hashToken(token, current))).not.toContain(token.slice(8, 20))
  })
})

describe('two hashes', () => {
  const hash = hashToken(token, current)

  it('are the same when nothing differs', () => {
    expect(isSameHash(hash, { ...hash })).toBe(true)
  })

  it.each([
    ['another character at the beginning', { ...hash, hash: `x${hash.hash.slice(1)}` }],
    ['another character at the end', { ...hash, hash: `${hash.hash.slice(0, -1)}x` }],
    ['a character less', { ...hash, hash: hash.hash.slice(0, -1) }],
    ['another pepper', { ...hash, pepperId: '2025' }],
  ])('are not the same with %s', (_what, other) => {
    expect(isSameHash(hash, other)).toBe(false)
  })
})
