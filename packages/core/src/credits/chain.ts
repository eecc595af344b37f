import { BOOKS, type Book, ENTRY_ROUTES, type EntryKind } from './books.ts'
import type { GrantUse } from './grants.ts'

/** An entry as it stands in a statement and in the chain. Times are ISO 8601 in UTC, to the millisecond. */
export type ChainedEntry = {
  id: string
  seq: number
  kind: EntryKind
  credits: number
  grantId: string | null
  holdId: string | null
  /** For a refund: the capture it gives back. */
  refundOf: string | null
  causeId: string
  reason: string
  availableAfter: number
  heldAfter: number
  createdAt: string
  /** Which grants it took from or gave back to. */
  grantUses: GrantUse[]
  /** The hash of the entry before it; the first one carries `CHAIN_START`. */
  prevHash: string
  hash: string
}

/** What the first entry of every chain carries as the hash before it. */
export const CHAIN_START = '0'.repeat(64)

/**
 * The text whose SHA-256 is an entry's hash: its fields, one a line, in this order for ever, the uses as the
 * database writes its jsonb. The database writes the same text in its trigger; a test holds the two against
 * each other.
 */
export function chainText(accountId: string, entry: Omit<ChainedEntry, 'hash'>): string {
  const uses = entry.grantUses.map(
    ({ grantId, credits }) => `{"credits": ${credits}, "grantId": ${JSON.stringify(grantId)}}`,
  )
  return [...linesOf('studio-ledger-2', accountId, entry), `[${uses.join(', ')}]`].join('\n')
}

/** The text that was hashed until 22 November 2026: entries of that time are hashed so for ever. */
export function firstChainText(accountId: string, entry: Omit<ChainedEntry, 'hash'>): string {
  return linesOf('studio-ledger-1', accountId, entry).join('\n')
}

function linesOf(version: string, accountId: string, entry: Omit<ChainedEntry, 'hash'>) {
  return [
    version,
    entry.prevHash,
    accountId,
    entry.id,
    entry.seq,
    entry.kind,
    entry.credits,
    entry.grantId ?? '',
    entry.holdId ?? '',
    entry.refundOf ?? '',
    entry.causeId,
    entry.reason,
    entry.availableAfter,
    entry.heldAfter,
    entry.createdAt,
  ]
}

/** What is wrong with a statement: at which entry, in a sentence. */
export type ChainOffence = { seq: number; problem: string }

/**
 * Checks a whole chain from its first entry: no gap, no entry changed, every balance what the entries add up
 * to. Needs nothing but the entries and a SHA-256 in hexadecimal. Answers the first offence, or null.
 */
export function findChainOffence(
  accountId: string,
  entries: readonly ChainedEntry[],
  sha256: (text: string) => string,
): ChainOffence | null {
  const books = Object.fromEntries(BOOKS.map((book) => [book, 0])) as Record<Book, number>
  let prevHash = CHAIN_START
  for (const [index, entry] of entries.entries()) {
    const { from, to } = ENTRY_ROUTES[entry.kind]
    books[from] -= entry.credits
    books[to] += entry.credits
    const problem =
      (entry.seq !== index + 1 && `entry ${index + 1} is missing`) ||
      (!(Number.isInteger(entry.credits) && entry.credits > 0) &&
        'its credits are not a positive whole number') ||
      (entry.prevHash !== prevHash && 'it does not follow the entry before it') ||
      (![chainText, firstChainText].some((text) => entry.hash === sha256(text(accountId, entry))) &&
        'it was changed after it was written') ||
      (entry.availableAfter !== books.available &&
        `it says ${entry.availableAfter} available; the entries add up to ${books.available}`) ||
      (entry.heldAfter !== books.held &&
        `it says ${entry.heldAfter} held; the entries add up to ${books.held}`) ||
      ((books.available < 0 || books.held < 0) && 'a balance falls below zero')
    if (problem) return { seq: entry.seq, problem }
    prevHash = entry.hash
  }
  return null
}
