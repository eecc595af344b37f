export type { Balances, Book, EntryKind, Movement } from './books.ts'
export { BOOKS, EMPTY_BALANCES, ENTRY_ROUTES, move } from './books.ts'
export type { HoldState } from './decide.ts'
export {
  decideCapture,
  decideGrant,
  decideHold,
  decideRelease,
  MAX_CREDITS,
  openCredits,
  requireCredits,
} from './decide.ts'
export type { CreditsView } from './schema.ts'
export { creditsView } from './schema.ts'
