import { type AccountBooks, openCredits } from '@studio/core/credits'

/** How many accounts are remembered: those that moved last. */
const MAX_ACCOUNTS = 5_000

const remembered = new Map<string, AccountBooks>()

/**
 * The books of an account as this process last saw them. They may be old, or from a transaction that never
 * committed: a decision on them is only worth something once `postEntries` accepted it, and a refusal nothing.
 */
export function recallBooks(accountId: string): AccountBooks | null {
  return remembered.get(accountId) ?? null
}

/** Keeps books for the next decision; holds that are settled, and charges, are looked up again if ever needed. */
export function rememberBooks(accountId: string, books: AccountBooks | null): void {
  remembered.delete(accountId)
  if (books === null) return
  const holds = new Map([...books.holds].filter(([, hold]) => openCredits(hold) > 0))
  remembered.set(accountId, { ...books, holds, charges: new Map() })
  for (const oldest of remembered.keys()) {
    if (remembered.size <= MAX_ACCOUNTS) return
    remembered.delete(oldest)
  }
}
