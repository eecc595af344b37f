export type { AccountBooks, AllocatedMovement, DecidedMovement, HeldLine } from './account-books.ts'
export { afterMovement, afterMovements, decideExpiries } from './account-books.ts'
export type { Balances, Book, EntryKind, Movement } from './books.ts'
export { BOOKS, EMPTY_BALANCES, ENTRY_ROUTES, move } from './books.ts'
export type { ChainedEntry, ChainOffence } from './chain.ts'
export { CHAIN_START, chainText, findChainOffence, firstChainText } from './chain.ts'
export type { CaptureState, HoldState } from './decide.ts'
export {
  decideCapture,
  decideGrant,
  decideHold,
  decideRefund,
  decideRelease,
  MAX_CREDITS,
  openCredits,
  requireCredits,
} from './decide.ts'
export type { GrantView } from './grant-view.ts'
export { grantView } from './grant-view.ts'
export type { GrantState, GrantUse } from './grants.ts'
export { inConsumptionOrder, isDueToExpire, sliceUses, takeFromGrants } from './grants.ts'
export type { CreditsView, EntryFilter, EntryView, Statement, UsageView } from './schema.ts'
export { creditsView, entryView, listEntriesInput, statementSchema, usageView } from './schema.ts'
export { STATEMENT_CSV_HEAD, statementCsvLine } from './statement-csv.ts'
export { entryWords } from './words.ts'
