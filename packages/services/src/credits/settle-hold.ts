import { decideCapture, decideRelease, type HoldState, type Movement } from '@studio/core/credits'
import { notFound } from '@studio/core/kernel'
import type { LedgerEntry, Transaction } from '@studio/db'
import { findPostedEntry, lockBalances, type NewEntry, postEntry } from './post-entry.ts'

/** A part of a hold to settle. */
export type Settlement = Omit<NewEntry, 'grantId' | 'holdId'> & { holdId: string; credits: number }

/** Charges a part of a hold for work that succeeded, once per key. @throws DomainError `already_ended` */
export function captureCredits(tx: Transaction, settlement: Settlement): Promise<LedgerEntry> {
  return settle(tx, settlement, 'capture', decideCapture)
}

/** Gives a part of a hold back, once per key. @throws DomainError `already_ended` */
export function releaseCredits(tx: Transaction, settlement: Settlement): Promise<LedgerEntry> {
  return settle(tx, settlement, 'release', decideRelease)
}

async function settle(
  tx: Transaction,
  { credits, ...entry }: Settlement,
  kind: 'capture' | 'release',
  decide: (hold: HoldState, credits: number) => Movement,
): Promise<LedgerEntry> {
  await lockBalances(tx, entry.accountId)
  const posted = await findPostedEntry(tx, entry, { kind, credits })
  if (posted) return posted

  const hold = await tx.hold.findFirst({ where: { id: entry.holdId, accountId: entry.accountId } })
  if (!hold) throw notFound('hold')
  return postEntry(tx, entry, decide(hold, credits))
}
