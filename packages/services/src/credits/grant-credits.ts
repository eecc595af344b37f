import { decideGrant } from '@studio/core/credits'
import { newId } from '@studio/core/kernel'
import type { LedgerEntry, Sql } from '@studio/db'
import { moveCredits } from './move-credits.ts'
import type { NewEntry } from './post-entries.ts'

/**
 * Credits to give: how many, where they come from, such as `starting`, and until when they can be spent;
 * without `expiresAt`, for ever. The note is for people.
 */
export type NewGrant = Pick<NewEntry, 'accountId' | 'causeId' | 'idempotencyKey' | 'now'> & {
  credits: number
  source: string
  note?: string
  expiresAt?: Date | null
}

/** Gives credits to an account, once per key. @throws DomainError `invalid_input`, `key_reused` */
export async function grantCredits(sql: Sql, grant: NewGrant): Promise<LedgerEntry> {
  const { credits, source, note = '', expiresAt = null, ...rest } = grant
  const entry = { ...rest, reason: source }
  const movement = decideGrant(credits)
  return moveCredits(sql, {
    wanted: { ...entry, ...movement },
    decide() {
      const grantId = newId('grant', grant.now)
      const opens = { grantId, source, note, expiresAt, grantUses: [{ grantId, credits }] }
      return [{ ...entry, ...movement, ...opens }]
    },
  })
}
