import { type Id, newId } from '@studio/core/kernel'
import type { WebhookData, WebhookEvent, WebhookPayload } from '@studio/core/webhooks'
import { recordEvent, type Transaction } from '@studio/db'

/** Something that happened to an account, of which its endpoints may want to know. */
export type Announcement = { accountId: string; type: WebhookEvent; data: WebhookData; now: Date }

/**
 * Writes a delivery for every endpoint of the account that asked for this, in the transaction in which it
 * happened: what is rolled back is never announced, and what is committed always is. Workers hear of the commit
 * and take the deliveries up.
 */
export function announce(tx: Transaction, announcement: Announcement): Promise<void> {
  return announceAll(tx, announcement.accountId, [announcement])
}

const FIND_ENDPOINTS = {
  name: 'find_endpoints',
  text: 'SELECT id, events FROM webhook_endpoint WHERE account_id = $1 AND disabled_at IS NULL AND events && $2',
}

/** Announces what happened to one account together, as `announce` does, in this order. */
export async function announceAll(
  tx: Transaction,
  accountId: string,
  announcements: readonly Announcement[],
): Promise<void> {
  if (announcements.length === 0) return
  const types = announcements.map(({ type }) => type)
  const endpoints = await tx.query<{ id: string; events: string[] }>(FIND_ENDPOINTS, [accountId, types])
  for (const { type, data, now } of announcements) {
    const messageId = newId('message', now)
    const payload: WebhookPayload = { type, timestamp: now.toISOString(), data }
    for (const { id: endpointId, events } of endpoints)
      if (events.includes(type)) await writeDelivery(tx, { accountId, endpointId, messageId, payload, now })
  }
}

/** A delivery to write. */
export type NewDelivery = {
  accountId: string
  endpointId: string
  messageId: string
  payload: WebhookPayload
  now: Date
}

/** Writes a delivery that is due at once. */
export async function writeDelivery(
  tx: Transaction,
  { accountId, endpointId, messageId, payload, now }: NewDelivery,
): Promise<Id<'delivery'>> {
  const id = newId('delivery', now)
  const facts = { accountId, endpointId, messageId, type: payload.type, payload }
  await tx.delivery.create({
    data: { id, ...facts, status: 'pending', nextAttemptAt: now, createdAt: now },
  })
  await recordEvent(tx, { accountId, type: 'delivery.changed', subjectId: endpointId, now })
  return id
}
