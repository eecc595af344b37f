import { DomainError } from '../kernel/index.ts'
import type { Balances, Movement } from './books.ts'

/** The most credits one movement may carry; beyond it a number is a mistake, not a price. */
export const MAX_CREDITS = 100_000_000

/** A hold as the rules see it: what was set aside, and how much of it is already settled. */
export type HoldState = { credits: number; captured: number; released: number }

/** What of a hold is neither captured nor released yet. */
export function openCredits(hold: HoldState): number {
  return hold.credits - hold.captured - hold.released
}

/** Accepts whole credits from 1 to `MAX_CREDITS`. @throws DomainError `invalid_input` */
export function requireCredits(credits: number): number {
  if (Number.isInteger(credits) && credits >= 1 && credits <= MAX_CREDITS) return credits
  throw new DomainError('invalid_input', 'An amount of credits is a whole number from 1 to 100,000,000.', {
    credits,
  })
}

/** Decides a grant. @throws DomainError `invalid_input` for anything but whole, positive credits */
export function decideGrant(credits: number): Movement {
  return { kind: 'grant', credits: requireCredits(credits) }
}

/** Decides a hold: only what is available can be set aside. @throws DomainError `insufficient_credits` */
export function decideHold(balances: Pick<Balances, 'available'>, credits: number): Movement {
  requireCredits(credits)
  if (balances.available < credits) {
    throw new DomainError(
      'insufficient_credits',
      `This costs ${credits} credits and you have ${balances.available}. Nothing was charged.`,
      { requiredCredits: credits, availableCredits: balances.available },
    )
  }
  return { kind: 'hold', credits }
}

/** Decides a capture: never more than is still open in the hold. @throws DomainError `already_ended` */
export function decideCapture(hold: HoldState, credits: number): Movement {
  return { kind: 'capture', credits: requireOpen(hold, credits) }
}

/** Decides a release: gives open credits of the hold back. @throws DomainError `already_ended` */
export function decideRelease(hold: HoldState, credits: number): Movement {
  return { kind: 'release', credits: requireOpen(hold, credits) }
}

/** A capture as the rules see it: what was charged, and how much of it was already given back. */
export type CaptureState = { credits: number; refunded: number }

/** Decides a refund: never more than was captured and is not refunded yet. @throws DomainError `already_ended` */
export function decideRefund({ credits: captured, refunded }: CaptureState, credits: number): Movement {
  requireCredits(credits)
  if (credits <= captured - refunded) return { kind: 'refund', credits }
  throw new DomainError(
    'already_ended',
    `Of this charge, ${captured - refunded} credits can still be refunded.`,
    {
      refundableCredits: captured - refunded,
      askedCredits: credits,
    },
  )
}

function requireOpen(hold: HoldState, credits: number): number {
  requireCredits(credits)
  if (credits <= openCredits(hold)) return credits
  throw new DomainError('already_ended', 'These held credits were already captured or released.', {
    openCredits: openCredits(hold),
    askedCredits: credits,
  })
}
