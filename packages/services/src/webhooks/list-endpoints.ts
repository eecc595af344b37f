import type { WebhookEndpointView } from '@studio/core/webhooks'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { viewEndpoint } from './view-endpoint.ts'

/** All endpoints of the account, newest first; there are few. */
export async function listEndpoints(
  actor: Actor,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<{ items: WebhookEndpointView[]; nextCursor: null }> {
  const accountId = requireAccount(actor, 'webhooks:write')
  const endpoints = await db.webhookEndpoint.findMany({ where: { accountId }, orderBy: { id: 'desc' } })
  return { items: endpoints.map((endpoint) => viewEndpoint(endpoint, clock.now())), nextCursor: null }
}
