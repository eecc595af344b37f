import { ENTRY_ROUTES, type Movement } from './books.ts'
import type { CaptureState, HoldState } from './decide.ts'
import { type GrantState, type GrantUse, isDueToExpire } from './grants.ts'

/** A hold and the line of credits that it is made of. */
export type HeldLine = HoldState & { line: readonly GrantUse[] }

/**
 * What decisions about the credits of one account need to know. The hash of the newest entry tells which entries
 * they rest on: an account with another newest entry has other books.
 */
export type AccountBooks = {
  entries: number
  lastHash: string
  /** Credits that can be spent, those included that are past their time and not taken off yet. */
  available: number
  /** All grants that have something left, and perhaps some that have nothing. */
  grants: readonly GrantState[]
  /** The holds and charges that were looked up, by their id; those that are not there are not in it. */
  holds: ReadonlyMap<string, HeldLine>
  charges: ReadonlyMap<string, CaptureState>
}

/** A movement with the grants it takes from or gives back to; both add up to the same credits. */
export type AllocatedMovement = Movement & { grantUses: GrantUse[] }

/** A movement that was decided, with what it opens or belongs to, as far as the books are concerned. */
export type DecidedMovement = AllocatedMovement & {
  grantId?: string
  holdId?: string
  refundOf?: string
  /** When the grant or the hold that it opens ends. */
  expiresAt?: Date | null
  now: Date
}

/**
 * The books after a movement, but for its hash, which the database gives it. Null when they do not say enough to go on:
 * credits went back to a grant of which nothing was left.
 */
export function afterMovement(books: AccountBooks, movement: DecidedMovement): AccountBooks | null {
  const { from, to } = ENTRY_ROUTES[movement.kind]
  const sign = to === 'available' ? 1 : from === 'available' ? -1 : 0
  const grants = new Map(books.grants.map((grant) => [grant.id, grant]))
  const { grantId, expiresAt = null, now: createdAt } = movement
  if (grantId && movement.kind !== 'expiry')
    grants.set(grantId, { id: grantId, remaining: 0, expiresAt, createdAt })
  for (const { grantId, credits } of sign === 0 ? [] : movement.grantUses) {
    const grant = grants.get(grantId)
    if (!grant) return null
    grants.set(grantId, { ...grant, remaining: grant.remaining + sign * credits })
  }
  return {
    ...books,
    entries: books.entries + 1,
    available: books.available + sign * movement.credits,
    grants: [...grants.values()],
    holds: holdsAfter(books.holds, movement),
    charges: chargesAfter(books.charges, movement),
  }
}

/** The books after movements, one after the other. */
export function afterMovements(
  books: AccountBooks,
  movements: readonly DecidedMovement[],
): AccountBooks | null {
  return movements.reduce<AccountBooks | null>(
    (after, movement) => after && afterMovement(after, movement),
    books,
  )
}

/** Takes off what is left of the grants past their time: a movement each. */
export function decideExpiries({ grants }: AccountBooks, now: Date): DecidedMovement[] {
  return grants
    .filter((grant) => isDueToExpire(grant, now))
    .map(({ id: grantId, remaining: credits }) => {
      return { kind: 'expiry', credits, grantId, grantUses: [{ grantId, credits }], now }
    })
}

function holdsAfter(holds: AccountBooks['holds'], movement: DecidedMovement): AccountBooks['holds'] {
  const { kind, holdId, credits, grantUses } = movement
  if (holdId === undefined) return holds
  const after = new Map(holds)
  const hold = holds.get(holdId) ?? { credits, captured: 0, released: 0, line: grantUses }
  const { captured, released } = hold
  if (kind === 'hold') after.set(holdId, hold)
  if (kind === 'capture') after.set(holdId, { ...hold, captured: captured + credits })
  if (kind === 'release') after.set(holdId, { ...hold, released: released + credits })
  return after
}

function chargesAfter(
  charges: AccountBooks['charges'],
  { refundOf, credits }: DecidedMovement,
): AccountBooks['charges'] {
  const charge = refundOf === undefined ? undefined : charges.get(refundOf)
  if (refundOf === undefined || !charge) return charges
  return new Map(charges).set(refundOf, { ...charge, refunded: charge.refunded + credits })
}
