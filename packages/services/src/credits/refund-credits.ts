import { decideRefund } from '@studio/core/credits'
import { newId, notFound } from '@studio/core/kernel'
import type { LedgerEntry, Sql } from '@studio/db'
import { moveCredits } from './move-credits.ts'
import type { NewEntry } from './post-entries.ts'

/** A charge to give back, wholly or in part: `captureId` is the entry that charged it. */
export type NewRefund = Omit<NewEntry, 'grantId' | 'holdId' | 'refundOf'> & {
  captureId: string
  credits: number
}

/**
 * Gives back credits that were charged, once per key. They come back as a grant of their own that does not
 * expire: the grants they once came from may have run out since, and a refund must not vanish with them.
 * @throws DomainError `already_ended` beyond what was charged, `not_found`, `key_reused`
 */
export function refundCredits(sql: Sql, refund: NewRefund): Promise<LedgerEntry> {
  const { credits, captureId, ...rest } = refund
  const entry = { ...rest, refundOf: captureId }
  return moveCredits(sql, {
    wanted: { ...entry, kind: 'refund', credits },
    decide({ charges }) {
      const charge = charges.get(captureId)
      if (!charge) throw notFound('charge')
      const grantId = newId('grant', refund.now)
      const opens = { grantId, source: 'refund', note: '', grantUses: [{ grantId, credits }] }
      return [{ ...entry, ...decideRefund(charge, credits), ...opens }]
    },
  })
}
