import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ID_PREFIXES, type IdKind, idSchema, isId, newId } from './ids.ts'

const KINDS = Object.keys(ID_PREFIXES) as IdKind[]
const NOW = new Date('2026-11-22T12:00:00.000Z')

describe('a fresh id', () => {
  it.each(KINDS)('of the kind "%s" says what it names and is accepted back', (kind) => {
    const id = newId(kind, NOW)
    expect(id.startsWith(`${ID_PREFIXES[kind]}_`)).toBe(true)
    expect(isId(kind, id)).toBe(true)
    expect(idSchema(kind).parse(id)).toBe(id)
  })

  it('sorts after every id made before it, also within one millisecond and when the clock steps back', () => {
    const someTimes = fc.array(fc.date({ min: NOW, max: new Date('2040-01-01'), noInvalidDate: true }), {
      minLength: 2,
    })
    fc.assert(
      fc.property(someTimes, (times) => {
        const ids = times.flatMap((time) => [newId('asset', time), newId('asset', time)])
        expect(ids).toEqual([...new Set(ids)].sort())
      }),
    )
  })

  it('has a prefix that no other kind has', () => {
    expect(new Set(Object.values(ID_PREFIXES)).size).toBe(KINDS.length)
  })
})

describe('what is not an id is refused', () => {
  const good = 'ast_01kaqx3v5zj8m4n7p2q9r6t0wy'
  it.each([
    ['another kind of thing', good.replace('ast_', 'gen_')],
    ['nothing', ''],
    ['only a prefix', 'ast_'],
    ['one character short', good.slice(0, -1)],
    ['one character long', `${good}0`],
    ['in upper case', `ast_${good.slice(4).toUpperCase()}`],
    ['with a letter that ULIDs leave out', `${good.slice(0, -1)}l`],
    ['later than a ULID can say', `ast_8${good.slice(5)}`],
    ['with space around it', ` ${good}`],
    ['with a line after it', `${good}\n`],
    ['with something after it', `${good}' OR 1=1`],
    ['with a path in it', 'ast_../../../../../etc/passwd'],
  ])('%s', (_what, text) => {
    expect(isId('asset', good)).toBe(true)
    expect(isId('asset', text)).toBe(false)
    expect(idSchema('asset').safeParse(text).error?.issues[0]?.message).toContain('starts with "ast_"')
  })

  it.each([[null], [undefined], [42], [{}], [['ast_01kaqx3v5zj8m4n7p2q9r6t0wy']]])('%j', (value) => {
    expect(idSchema('asset').safeParse(value).success).toBe(false)
  })
})
