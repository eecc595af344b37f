import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Balances, BOOKS, EMPTY_BALANCES, ENTRY_ROUTES, type Movement, move } from './books.ts'
import {
  decideCapture,
  decideGrant,
  decideHold,
  decideRefund,
  decideRelease,
  type HoldState,
  MAX_CREDITS,
  openCredits,
} from './decide.ts'

const hold = (credits: number, captured = 0, released = 0): HoldState => ({ credits, captured, released })
const SETTLEMENTS = [
  ['capture', decideCapture],
  ['release', decideRelease],
] as const

describe('an amount of credits', () => {
  const decisions = [
    ['grant', (credits: number) => decideGrant(credits)],
    ['hold', (credits: number) => decideHold({ available: MAX_CREDITS * 2 }, credits)],
    ['capture', (credits: number) => decideCapture(hold(MAX_CREDITS * 2), credits)],
    ['release', (credits: number) => decideRelease(hold(MAX_CREDITS * 2), credits)],
    ['refund', (credits: number) => decideRefund({ credits: MAX_CREDITS * 2, refunded: 0 }, credits)],
  ] as const

  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, MAX_CREDITS + 1])(
    'of %d is refused by every decision',
    (credits) => {
      for (const [, decide] of decisions)
        expect(() => decide(credits)).toThrow(
          expect.objectContaining({
            code: 'invalid_input',
            message: expect.stringContaining('1 to 100,000,000'),
          }),
        )
    },
  )

  it.each([1, 7, MAX_CREDITS])('of %d is accepted by every decision', (credits) => {
    for (const [kind, decide] of decisions) expect(decide(credits)).toEqual({ kind, credits })
  })
})

describe('a hold', () => {
  it('of all that is available is allowed', () => {
    expect(decideHold({ available: 8 }, 8)).toEqual({ kind: 'hold', credits: 8 })
  })

  it('of one credit more says what it costs, what there is, and that nothing was charged', () => {
    expect(() => decideHold({ available: 8 }, 9)).toThrow(
      expect.objectContaining({
        code: 'insufficient_credits',
        message: 'This costs 9 credits and you have 8. Nothing was charged.',
        details: { requiredCredits: 9, availableCredits: 8 },
      }),
    )
  })
})

describe.each(SETTLEMENTS)('a %s', (kind, decide) => {
  it.each([
    ['all of an untouched hold', hold(10), 10],
    ['a part of it', hold(10), 3],
    ['the rest of a hold partly captured', hold(10, 6), 4],
    ['the rest of a hold partly released', hold(10, 0, 6), 4],
    ['the rest of a hold partly both', hold(10, 3, 3), 4],
  ])('may take %s', (_what, state, credits) => {
    expect(decide(state, credits)).toEqual({ kind, credits })
  })

  it.each([
    ['more than was held', hold(10), 11, 10],
    ['more than is left', hold(10, 6, 1), 4, 3],
    ['anything of a hold that is captured', hold(10, 10), 1, 0],
    ['anything of a hold that is released', hold(10, 0, 10), 1, 0],
    ['anything of a hold that is settled', hold(10, 4, 6), 1, 0],
  ])('may not take %s (I3)', (_what, state, askedCredits, open) => {
    expect(() => decide(state, askedCredits)).toThrow(
      expect.objectContaining({ code: 'already_ended', details: { openCredits: open, askedCredits } }),
    )
  })
})

describe('I5: a refund', () => {
  it.each([
    ['all of a charge', 10, 0, 10],
    ['a part of it', 10, 0, 3],
    ['the rest after an earlier part', 10, 6, 4],
  ])('may give back %s', (_what, captured, refunded, credits) => {
    expect(decideRefund({ credits: captured, refunded }, credits)).toEqual({ kind: 'refund', credits })
  })

  it.each([
    ['more than was charged', 10, 0, 11, 10],
    ['more than is left of it', 10, 6, 5, 4],
    ['anything of a charge that was given back', 10, 10, 1, 0],
  ])('may not give back %s', (_what, captured, refunded, askedCredits, refundableCredits) => {
    expect(() => decideRefund({ credits: captured, refunded }, askedCredits)).toThrow(
      expect.objectContaining({
        code: 'already_ended',
        message: `Of this charge, ${refundableCredits} credits can still be refunded.`,
        details: { refundableCredits, askedCredits },
      }),
    )
  })
})

describe('the books', () => {
  it('know for each of the six words where credits come from and where they go', () => {
    expect(ENTRY_ROUTES).toEqual({
      grant: { from: 'issued', to: 'available' },
      hold: { from: 'available', to: 'held' },
      capture: { from: 'held', to: 'spent' },
      release: { from: 'held', to: 'available' },
      refund: { from: 'spent', to: 'available' },
      expiry: { from: 'available', to: 'expired' },
    })
  })

  it('I1, I2, I4: sum to zero, never go negative and agree with the holds, whatever is decided', () => {
    const request = fc.record({
      kind: fc.constantFrom('grant', 'hold', 'capture', 'release'),
      credits: fc.integer({ min: -2, max: 60 }),
      holdIndex: fc.nat(8),
    })
    fc.assert(
      fc.property(fc.array(request, { maxLength: 60 }), (requests) => {
        let books: Balances = EMPTY_BALANCES
        const holds: HoldState[] = []
        for (const asked of requests) {
          const movement = decide(asked, books, holds)
          if (!movement) continue
          books = move(books, movement)
          expect(BOOKS.reduce((sum, book) => sum + books[book], 0)).toBe(0)
          expect(books.available).toBeGreaterThanOrEqual(0)
          expect(books.held).toBe(holds.reduce((sum, each) => sum + openCredits(each), 0))
          for (const each of holds) expect(openCredits(each)).toBeGreaterThanOrEqual(0)
        }
      }),
      { numRuns: 300 },
    )
  })
})

type Asked = { kind: 'grant' | 'hold' | 'capture' | 'release'; credits: number; holdIndex: number }

/** Puts a request to the rules as a use case would; null when they refuse it. Keeps the holds up to date. */
function decide({ kind, credits, holdIndex }: Asked, books: Balances, holds: HoldState[]): Movement | null {
  const target = holds[holdIndex]
  try {
    if (kind === 'grant') return decideGrant(credits)
    if (kind === 'hold') {
      const movement = decideHold(books, credits)
      holds.push(hold(credits))
      return movement
    }
    if (!target) return null
    const movement = kind === 'capture' ? decideCapture(target, credits) : decideRelease(target, credits)
    target[kind === 'capture' ? 'captured' : 'released'] += credits
    return movement
  } catch {
    return null
  }
}
