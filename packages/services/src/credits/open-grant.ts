import { newId } from '@studio/core/kernel'
import type { Transaction } from '@studio/db'

/** A grant to open; the entry that is posted next fills it. */
export type GrantOpening = {
  accountId: string
  source: string
  note?: string | undefined
  credits: number
  expiresAt?: Date | null | undefined
  now: Date
}

/** Opens an empty grant and answers its id. */
export async function openGrant(tx: Transaction, opening: GrantOpening): Promise<string> {
  const { now, note = '', expiresAt = null, ...columns } = opening
  const id = newId('grant', now)
  await tx.grant.create({ data: { ...columns, id, note, expiresAt, createdAt: now } })
  return id
}
