import { DomainError, type Id, newId, notFound } from '@studio/core/kernel'
import { notPast } from '@studio/core/retention'
import { type DeliveryView, TEST_EVENT, type WebhookPayload } from '@studio/core/webhooks'
import { inTransaction, recordEvent } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'

import { writeDelivery } from './announce.ts'
import { findEndpoint } from './find-endpoint.ts'
import { viewDelivery } from './list-deliveries.ts'

/** A delivery before its first try. */
const unsent = {
  status: 'pending',
  attempts: 0,
  lastStatus: null,
  lastProblem: null,
  lastDurationMs: null,
  endedAt: null,
} as const

/**
 * Sends a delivery again that has ended, under the same message id, by which the receiver can tell that it knows
 * it already. @throws DomainError `not_found`; `already_ended` when its endpoint is switched off; `request_in_progress`
 */
export async function replayDelivery(
  actor: Actor,
  { id, deliveryId }: { id: Id<'webhookEndpoint'>; deliveryId: Id<'delivery'> },
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<DeliveryView> {
  const accountId = requireAccount(actor, 'webhooks:write')
  return inTransaction(db, async (tx) => {
    const endpoint = await findEndpoint(tx, accountId, id)
    if (endpoint.disabledAt) throw switchedOff()
    const now = clock.now()
    const { count } = await tx.delivery.updateMany({
      where: { id: deliveryId, endpointId: id, status: { not: 'pending' }, ...notPast('delivery', now) },
      data: { ...unsent, nextAttemptAt: now },
    })
    const delivery = await tx.delivery.findFirst({
      where: { id: deliveryId, endpointId: id, ...notPast('delivery', now) },
    })
    if (!delivery) throw notFound('delivery')
    if (count === 0)
      throw new DomainError(
        'request_in_progress',
        'This delivery is already on its way or will be tried again.',
      )
    await recordEvent(tx, { accountId, type: 'delivery.changed', subjectId: id, now })
    return viewDelivery(delivery)
  })
}

/** Sends an event that says nothing, to see whether it arrives. @throws DomainError `not_found`, `already_ended` */
export async function sendTestEvent(
  actor: Actor,
  { id }: { id: Id<'webhookEndpoint'> },
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<DeliveryView> {
  const accountId = requireAccount(actor, 'webhooks:write')
  return inTransaction(db, async (tx) => {
    const endpoint = await findEndpoint(tx, accountId, id)
    if (endpoint.disabledAt) throw switchedOff()
    const now = clock.now()
    const payload: WebhookPayload = {
      type: TEST_EVENT,
      timestamp: now.toISOString(),
      data: { endpointId: id },
    }
    const messageId = newId('message', now)
    const deliveryId = await writeDelivery(tx, { accountId, endpointId: id, messageId, payload, now })
    return viewDelivery(await tx.delivery.findUniqueOrThrow({ where: { id: deliveryId } }))
  })
}

function switchedOff(): DomainError {
  return new DomainError('already_ended', 'This endpoint is switched off. Switch it on first.')
}
