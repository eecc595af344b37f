import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EMPTY_BALANCES, type EntryKind, move } from './books.ts'
import { CHAIN_START, type ChainedEntry, chainText, findChainOffence, firstChainText } from './chain.ts'

const ACCOUNT = 'acc_1'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const offence = (entries: readonly ChainedEntry[]) => findChainOffence(ACCOUNT, entries, sha256)

/** Writes a chain as the database does, or as it once did. */
function write(movements: [EntryKind, number][], textOf = chainText): ChainedEntry[] {
  let books = EMPTY_BALANCES
  let prevHash = CHAIN_START
  return movements.map(([kind, credits], index) => {
    books = move(books, { kind, credits })
    const unhashed = {
      ...{
        id: `ent_${index}`,
        seq: index + 1,
        kind,
        credits,
        grantId: null,
        holdId: 'hld_1',
        refundOf: null,
      },
      ...{ causeId: `out_${index}`, reason: 'übrig', availableAfter: books.available, heldAfter: books.held },
      ...{ createdAt: '2026-11-22T12:00:00.000Z', prevHash },
      grantUses: [{ grantId: 'gra_1', credits }],
    }
    prevHash = sha256(textOf(ACCOUNT, unhashed))
    return { ...unhashed, hash: prevHash }
  })
}

/** Writes the hashes of a changed chain anew, as somebody would who wants to hide the change. */
function rehash(entries: readonly ChainedEntry[]): ChainedEntry[] {
  let prevHash = CHAIN_START
  return entries.map((entry) => {
    const unhashed = { ...entry, prevHash }
    prevHash = sha256(chainText(ACCOUNT, unhashed))
    return { ...unhashed, hash: prevHash }
  })
}

const MOVEMENTS: [EntryKind, number][] = [
  ['grant', 100],
  ['hold', 8],
  ['capture', 4],
  ['release', 4],
  ['refund', 2],
  ['expiry', 5],
]
const chain = write(MOVEMENTS)

const CHANGES: { [Field in keyof ChainedEntry]: ChainedEntry[Field] } = {
  id: 'ent_x',
  seq: 99,
  kind: 'grant',
  credits: 7,
  grantId: 'gra_x',
  holdId: 'hld_x',
  refundOf: 'ent_x',
  causeId: 'out_x',
  reason: 'ubrig',
  availableAfter: 1,
  heldAfter: 1,
  createdAt: '2026-11-22T12:00:00.001Z',
  grantUses: [{ grantId: 'gra_x', credits: 1 }],
  prevHash: 'f'.repeat(64),
  hash: 'f'.repeat(64),
}

describe('I9: a chain of entries', () => {
  it('that is whole has no offence, and neither has one that never began', () => {
    expect(offence(chain)).toBe(null)
    expect(offence([])).toBe(null)
  })

  it.each(Object.entries(CHANGES))('shows a changed %s, in whichever entry', (field, value) => {
    for (const [index, entry] of chain.entries()) {
      if (entry[field as keyof ChainedEntry] === value) continue
      const changed = chain.with(index, { ...entry, [field]: value })
      expect(offence(changed)).toEqual({ seq: field === 'seq' ? 99 : index + 1, problem: expect.any(String) })
    }
  })

  it('shows every change of the grants that an entry used', () => {
    const uses = [
      { grantId: 'gra_1', credits: 3 },
      { grantId: 'gra_2', credits: 5 },
    ] as const
    const [whole] = rehash([{ ...(chain[0] as ChainedEntry), grantUses: [...uses] }]) as [ChainedEntry]
    expect(offence([whole])).toBe(null)
    const changed = [
      [uses[1], uses[0]],
      [{ grantId: 'gra_1', credits: 8 }],
      [
        { grantId: 'gra_1', credits: 4 },
        { grantId: 'gra_2', credits: 4 },
      ],
      [...uses, { grantId: 'gra_3', credits: 1 }],
      [],
    ]
    for (const grantUses of changed) expect(offence([{ ...whole, grantUses }])).toMatchObject({ seq: 1 })
  })

  it('that was begun when the uses were not hashed yet stays whole, and goes on with them', () => {
    const old = write(MOVEMENTS, firstChainText)
    expect(offence(old)).toBe(null)
    const next = { ...(old[5] as ChainedEntry), seq: 7, availableAfter: 88, prevHash: old[5]?.hash ?? '' }
    const mixed = [...old, { ...next, hash: sha256(chainText(ACCOUNT, next)) }]
    expect(offence(mixed)).toBe(null)
    const changed = { ...(mixed[6] as ChainedEntry), grantUses: [{ grantId: 'gra_x', credits: 5 }] }
    expect(offence(mixed.with(6, changed))).toMatchObject({ seq: 7 })
    expect(offence(mixed.with(0, { ...(old[0] as ChainedEntry), reason: 'other' }))).toMatchObject({ seq: 1 })
  })

  it('names the entry and what is wrong with it', () => {
    const [first, second] = chain as [ChainedEntry, ChainedEntry]
    expect(offence([first, { ...second, reason: 'other' }])).toEqual({
      seq: 2,
      problem: 'it was changed after it was written',
    })
  })

  it('shows a missing entry anywhere but at the end, two swapped ones, and one that stands there twice', () => {
    for (let index = 0; index < chain.length - 1; index++) {
      const [entry, next] = [chain[index], chain[index + 1]] as [ChainedEntry, ChainedEntry]
      expect(offence(chain.toSpliced(index, 1))?.problem).toBe(`entry ${index + 1} is missing`)
      expect(offence(chain.toSpliced(index, 2, next, entry))).not.toBe(null)
      expect(offence(chain.toSpliced(index, 0, entry))).not.toBe(null)
    }
  })

  it('of another account is not this account’s', () => {
    expect(findChainOffence('acc_2', chain, sha256)).toMatchObject({ seq: 1 })
  })

  it('whose hashes were all written anew still has to add up', () => {
    const changed = (index: number, change: Partial<ChainedEntry>) =>
      offence(rehash(chain.with(index, { ...(chain[index] as ChainedEntry), ...change })))
    expect(changed(2, { credits: 1 })).toEqual({
      seq: 3,
      problem: 'it says 4 held; the entries add up to 7',
    })
    expect(changed(5, { availableAfter: 999 })?.problem).toBe(
      'it says 999 available; the entries add up to 93',
    )
    expect(changed(0, { credits: 0.5 })?.problem).toBe('its credits are not a positive whole number')
    expect(changed(0, { credits: -100 })?.problem).toBe('its credits are not a positive whole number')
    expect(offence(write([['hold', 5]]))?.problem).toBe('a balance falls below zero')
  })

  it('shows any single character that was changed in any text', () => {
    const places = chain.flatMap((entry, index) =>
      (['id', 'causeId', 'reason', 'createdAt', 'prevHash', 'hash'] as const).map((field) => ({
        index,
        field,
        entry,
      })),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (place, at, by) => {
          const text = place.entry[place.field]
          const position = at % text.length
          const edited = text.slice(0, position) + by + text.slice(position + 1)
          fc.pre(edited !== text)
          expect(offence(chain.with(place.index, { ...place.entry, [place.field]: edited }))).not.toBe(null)
        },
      ),
    )
  })
})
