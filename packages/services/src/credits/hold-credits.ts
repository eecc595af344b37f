import { decideHold } from '@studio/core/credits'
import { newId } from '@studio/core/kernel'
import type { LedgerEntry, Transaction } from '@studio/db'
import { findPostedEntry, lockBalances, type NewEntry, postEntry } from './post-entry.ts'

/** Credits to set aside for one piece of work. */
export type NewHold = Omit<NewEntry, 'grantId' | 'holdId'> & { credits: number }

/**
 * Sets credits aside, once per key; the entry names the new hold.
 * @throws DomainError `insufficient_credits` when they are not there, `key_reused`
 */
export async function holdCredits(tx: Transaction, hold: NewHold): Promise<LedgerEntry> {
  const { credits, ...entry } = hold
  const balances = await lockBalances(tx, hold.accountId)
  const posted = await findPostedEntry(tx, entry, { kind: 'hold', credits })
  if (posted) return posted

  const movement = decideHold(balances, credits)
  const holdId = newId('hold', hold.now)
  await tx.hold.create({ data: { id: holdId, accountId: hold.accountId, credits, createdAt: hold.now } })
  return postEntry(tx, { ...entry, holdId }, movement)
}
