import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AccountBooks,
  afterMovement,
  afterMovements,
  type DecidedMovement,
  decideExpiries,
} from './account-books.ts'
import { decideCapture, decideHold, decideRelease, openCredits } from './decide.ts'
import { sliceUses, takeFromGrants } from './grants.ts'

const now = new Date('2026-11-22T12:00:00.000Z')
const later = new Date('2026-11-22T13:00:00.000Z')
const EMPTY: AccountBooks = {
  ...{ entries: 0, lastHash: '', available: 0, grants: [] },
  ...{ holds: new Map(), charges: new Map() },
}
const grant = (grantId: string, credits: number, expiresAt: Date | null = null): DecidedMovement => ({
  ...{ kind: 'grant', credits, grantId, expiresAt, now },
  grantUses: [{ grantId, credits }],
})
const hold = (holdId: string, books: AccountBooks, credits: number): DecidedMovement => ({
  ...{ ...decideHold(books, credits), holdId, now },
  grantUses: takeFromGrants(books.grants, credits),
})
const settle = (kind: 'capture' | 'release', holdId: string, books: AccountBooks, credits: number) => {
  const state = books.holds.get(holdId)
  if (!state) throw new Error('no such hold')
  const from = kind === 'capture' ? state.captured : state.credits - state.released - credits
  const movement = (kind === 'capture' ? decideCapture : decideRelease)(state, credits)
  return { ...movement, holdId, grantUses: sliceUses(state.line, from, from + credits), now }
}

describe('the books after a movement', () => {
  it('have the grant that it opens, and the hold with the line that it is made of', () => {
    const granted = afterMovement(EMPTY, grant('g', 9, later)) as AccountBooks
    const held = afterMovement(granted, hold('h', granted, 4))
    expect(held).toMatchObject({
      ...{ entries: 2, available: 5 },
      grants: [{ id: 'g', remaining: 5, expiresAt: later, createdAt: now }],
    })
    expect(held?.holds.get('h')).toEqual({
      ...{ credits: 4, captured: 0, released: 0 },
      line: [{ grantId: 'g', credits: 4 }],
    })
  })

  it('know how much of a charge was given back', () => {
    const books = { ...EMPTY, charges: new Map([['c', { credits: 5, refunded: 1 }]]) }
    const refund = { ...grant('g', 3), kind: 'refund', refundOf: 'c' } as const
    const after = afterMovement(books, refund)
    expect(after?.charges.get('c')).toEqual({ credits: 5, refunded: 4 })
    expect(after).toMatchObject({ available: 3, grants: [{ id: 'g', remaining: 3 }] })
  })

  it('are not known when credits go back to a grant that is not in them', () => {
    const holds = new Map([
      ['h', { credits: 2, captured: 0, released: 0, line: [{ grantId: 'g', credits: 2 }] }],
    ])
    const books = { ...EMPTY, holds }
    const release = settle('release', 'h', books, 1)
    expect(afterMovement(books, release)).toBe(null)
    expect(afterMovements(books, [release, release])).toBe(null)
    expect(afterMovement(books, settle('capture', 'h', books, 1))).not.toBe(null)
  })

  it('have nothing left that was past its time, and all of the rest, once expiries are taken off', () => {
    const books = afterMovements(EMPTY, [grant('old', 3, now), grant('new', 4, later)]) as AccountBooks
    const expiries = decideExpiries(books, now)
    expect(expiries).toMatchObject([{ kind: 'expiry', credits: 3, grantId: 'old' }])
    const left = afterMovements(books, expiries) as AccountBooks
    expect(left.available).toBe(4)
    expect(decideExpiries(left, now)).toEqual([])
  })

  it('I1 to I3: have as much available as their grants have left, whatever is decided on them', () => {
    const step = fc.record({
      kind: fc.constantFrom('grant', 'hold', 'capture', 'release'),
      credits: fc.integer({ min: 1, max: 30 }),
      of: fc.nat(5),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let books = EMPTY
        for (const [index, { kind, credits, of }] of steps.entries()) {
          const asked = () => {
            if (kind === 'grant') return grant(`g${index}`, credits, index % 2 ? later : null)
            if (kind === 'hold') return hold(`h${index}`, books, credits)
            return settle(kind as 'capture' | 'release', [...books.holds.keys()][of] ?? '', books, credits)
          }
          books = afterMovement(books, attempt(asked) ?? grant(`more${index}`, 1)) as AccountBooks
          expect(books.entries).toBe(index + 1)
          expect(books.available).toBe(books.grants.reduce((sum, { remaining }) => sum + remaining, 0))
          for (const { remaining } of books.grants) expect(remaining).toBeGreaterThanOrEqual(0)
          for (const state of books.holds.values()) expect(openCredits(state)).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: 200 },
    )
  })
})

function attempt(decide: () => DecidedMovement): DecidedMovement | null {
  try {
    return decide()
  } catch {
    return null
  }
}
