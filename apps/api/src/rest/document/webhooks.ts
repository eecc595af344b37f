import { WEBHOOK_EVENTS, type WebhookEvent } from '@studio/core/webhooks'
import type { Json } from './tidy-schemas.ts'

/** What the facts of events are, where they are not simply a text. */
const FACTS: Record<string, Json> = {
  creditsCharged: { type: 'integer' },
  available: { type: 'integer' },
  threshold: { type: 'integer' },
  nextPlanId: { type: ['string', 'null'] },
}

/** What is sent to webhook endpoints, as OpenAPI 3.1 writes it down: one for each type of event. */
export function describeWebhooks(): Record<string, Json> {
  const events = Object.entries(WEBHOOK_EVENTS) as [WebhookEvent, (typeof WEBHOOK_EVENTS)[WebhookEvent]][]
  return Object.fromEntries(
    events.map(([type, { when, data }]) => [type, { post: describe(type, when, data) }]),
  )
}

function describe(type: WebhookEvent, when: string, facts: readonly string[]): Json {
  const properties = {
    type: { type: 'string', const: type },
    timestamp: { type: 'string', format: 'date-time', description: 'When it happened.' },
    data: {
      type: 'object',
      required: facts,
      properties: Object.fromEntries(facts.map((name) => [name, FACTS[name] ?? { type: 'string' }])),
    },
  }
  return {
    operationId: `on${type.replaceAll(/(^|\.)(\w)/g, (_match, _dot, letter: string) => letter.toUpperCase())}`,
    summary: when,
    description:
      'Signed by the Standard Webhooks specification: webhook-id, webhook-timestamp, webhook-signature.',
    tags: ['webhook-endpoints'],
    security: [],
    requestBody: {
      content: {
        'application/json': { schema: { type: 'object', required: Object.keys(properties), properties } },
      },
    },
    responses: {
      204: { description: 'Taken. Any status from 200 to 299 says so; anything else is tried again.' },
      410: { description: 'Nothing more is wanted: the endpoint is switched off.' },
    },
  }
}
