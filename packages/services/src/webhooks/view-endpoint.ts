import type { Id } from '@studio/core/kernel'
import type { WebhookEndpointView } from '@studio/core/webhooks'
import type { WebhookEndpoint } from '@studio/db'

/** Shows an endpoint, without its secrets. */
export function viewEndpoint(endpoint: WebhookEndpoint, now: Date): WebhookEndpointView {
  const { previousUntil } = endpoint
  return {
    id: endpoint.id as Id<'webhookEndpoint'>,
    url: endpoint.url,
    description: endpoint.description,
    events: endpoint.events,
    createdAt: endpoint.createdAt.toISOString(),
    disabledAt: endpoint.disabledAt?.toISOString() ?? null,
    disabledReason: endpoint.disabledReason,
    previousSecretUntil: previousUntil && previousUntil > now ? previousUntil.toISOString() : null,
  }
}
