import type { Transaction } from '@studio/db'
import { holdCredits } from '../credits/index.ts'
import { announceLowCredits } from '../generations/index.ts'

/** How long a batch may hold credits before the sweep gives back what is left of them. */
const BATCH_LASTS_MS = 30 * 24 * 60 * 60_000

/** Credits to set aside for a batch, once for each key. */
export type BatchHold = {
  accountId: string
  batchId: string
  credits: number
  idempotencyKey: string
  now: Date
}

/**
 * Sets aside what a batch can cost, and answers the hold; null for what costs nothing.
 * @throws DomainError `insufficient_credits`
 */
export async function holdForBatch(
  tx: Transaction,
  { accountId, batchId, credits, idempotencyKey, now }: BatchHold,
): Promise<string | null> {
  if (credits === 0) return null
  const cause = { causeId: batchId, reason: 'batch started', idempotencyKey, lastsMs: BATCH_LASTS_MS }
  const { holdId, availableAfter } = await holdCredits(tx, { accountId, credits, ...cause, now })
  await announceLowCredits(tx, { accountId, spent: credits, available: availableAfter, now })
  return holdId
}
