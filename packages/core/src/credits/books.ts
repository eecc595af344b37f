/**
 * The books of one account. Credits only ever move from one book to another, so their sum over all five
 * is always zero: `issued` and the two sinks are the system's side, kept per account so that no row is
 * shared between customers.
 *
 * - `available`: what the customer may spend. Never negative.
 * - `held`: set aside for work that runs. Never negative.
 * - `issued`: minus everything ever granted.
 * - `spent`: captured for work that succeeded.
 * - `expired`: grants that ran out of time.
 */
export const BOOKS = ['available', 'held', 'issued', 'spent', 'expired'] as const

/** One of the five books. */
export type Book = (typeof BOOKS)[number]

/** Which way each kind of entry moves its credits. The database holds the same table and refuses others. */
export const ENTRY_ROUTES = {
  grant: { from: 'issued', to: 'available' },
  hold: { from: 'available', to: 'held' },
  capture: { from: 'held', to: 'spent' },
  release: { from: 'held', to: 'available' },
  refund: { from: 'spent', to: 'available' },
  expiry: { from: 'available', to: 'expired' },
} as const satisfies Record<string, { from: Book; to: Book }>

/** The ledger's six words. */
export type EntryKind = keyof typeof ENTRY_ROUTES

/** What the five books of an account stand at, in credits. */
export type Balances = Record<Book, number>

/** The books of an account that never moved a credit. */
export const EMPTY_BALANCES: Balances = { available: 0, held: 0, issued: 0, spent: 0, expired: 0 }

/** One movement of whole credits; `credits` is always positive, the direction lies in the kind. */
export type Movement = { kind: EntryKind; credits: number }

/** The books after a movement. Pure arithmetic; whether it is allowed is decided elsewhere. */
export function move(balances: Balances, { kind, credits }: Movement): Balances {
  const { from, to } = ENTRY_ROUTES[kind]
  return { ...balances, [from]: balances[from] - credits, [to]: balances[to] + credits }
}
