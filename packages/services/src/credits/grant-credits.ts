import { decideGrant } from '@studio/core/credits'
import { newId } from '@studio/core/kernel'
import type { LedgerEntry, Transaction } from '@studio/db'
import { findPostedEntry, lockBalances, type NewEntry, postEntry } from './post-entry.ts'

/** Credits to give: how many, and where they come from, such as `starting`. */
export type NewGrant = Omit<NewEntry, 'grantId' | 'holdId' | 'reason'> & { credits: number; source: string }

/** Gives credits to an account, once per key. @throws DomainError `invalid_input`, `key_reused` */
export async function grantCredits(tx: Transaction, grant: NewGrant): Promise<LedgerEntry> {
  const { credits, source, ...rest } = grant
  const entry = { ...rest, reason: source }
  const movement = decideGrant(credits)
  await lockBalances(tx, grant.accountId)
  const posted = await findPostedEntry(tx, entry, movement)
  if (posted) return posted

  const grantId = newId('grant', grant.now)
  await tx.grant.create({
    data: { id: grantId, accountId: grant.accountId, source, credits, createdAt: grant.now },
  })
  return postEntry(tx, { ...entry, grantId }, movement)
}
