import { type Id, type Page, toPage } from '@studio/core/kernel'
import { notPast } from '@studio/core/retention'
import type { DeliveryFilter, DeliveryView } from '@studio/core/webhooks'
import type { Delivery } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'

import { findEndpoint } from './find-endpoint.ts'

/** Lists what was sent to an endpoint, newest first. @throws DomainError `not_found` */
export async function listDeliveries(
  actor: Actor,
  { id, status, limit, cursor }: DeliveryFilter,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<Page<DeliveryView>> {
  const accountId = requireAccount(actor, 'webhooks:write')
  await findEndpoint(db, accountId, id)
  const rows = await db.delivery.findMany({
    where: {
      endpointId: id,
      ...notPast('delivery', clock.now()),
      ...(status && { status }),
      ...(cursor && { id: { lt: cursor } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = toPage(rows, limit)
  return { items: page.items.map(viewDelivery), nextCursor: page.nextCursor }
}

/** Shows a delivery. */
export function viewDelivery(delivery: Delivery): DeliveryView {
  return {
    id: delivery.id as Id<'delivery'>,
    endpointId: delivery.endpointId as Id<'webhookEndpoint'>,
    messageId: delivery.messageId,
    type: delivery.type as DeliveryView['type'],
    status: delivery.status,
    attempts: delivery.attempts,
    nextAttemptAt: delivery.nextAttemptAt?.toISOString() ?? null,
    lastStatus: delivery.lastStatus,
    lastProblem: delivery.lastProblem,
    lastDurationMs: delivery.lastDurationMs,
    payload: delivery.payload as Record<string, unknown>,
    createdAt: delivery.createdAt.toISOString(),
    endedAt: delivery.endedAt?.toISOString() ?? null,
  }
}
