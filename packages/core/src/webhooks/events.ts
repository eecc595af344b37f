import { z } from 'zod'

/** What an account can be told by webhook: each type, when it is sent, and what its `data` says. */
export const WEBHOOK_EVENTS = {
  'generation.succeeded': {
    when: 'A generation ended with at least one picture.',
    data: ['generationId', 'status'],
  },
  'generation.failed': { when: 'A generation ended without a picture.', data: ['generationId', 'status'] },
  'output.succeeded': {
    when: 'An output became a picture in the library.',
    data: ['outputId', 'generationId', 'assetId', 'creditsCharged'],
  },
  'output.failed': {
    when: 'An output failed for good. It was not charged.',
    data: ['outputId', 'generationId', 'failureCode'],
  },
  'export.ready': { when: 'An archive can be downloaded.', data: ['exportId'] },
  'publication.applied': {
    when: 'A publication was made in the store, and read back as planned.',
    data: ['publicationId', 'storeId', 'productId', 'undoesId'],
  },
  'publication.undone': {
    when: 'A publication was undone in the store: it is named as undoesId, what put it back as publicationId.',
    data: ['publicationId', 'storeId', 'productId', 'undoesId'],
  },
  'publication.conflict': {
    when: 'A publication found the product changed in the store since its plan, and did nothing.',
    data: ['publicationId', 'storeId', 'productId', 'undoesId'],
  },
  'publication.failed': {
    when: 'A publication could not be made. What it had done was taken back.',
    data: ['publicationId', 'storeId', 'productId', 'undoesId', 'failureCode'],
  },
  'batch.finished': {
    when: 'Nothing of a batch is left to be done: succeeded, failed and cancelled items add up to all.',
    data: ['batchId', 'succeeded', 'failed', 'cancelled', 'creditsCharged'],
  },
  'credits.low': {
    when: 'The credits that can be spent fell below a tenth of what the plan brings each month.',
    data: ['available', 'threshold'],
  },
  'subscription.changed': {
    when: 'The plan changed, or will change at the end of the period.',
    data: ['planId', 'nextPlanId'],
  },
} as const satisfies Record<string, { when: string; data: readonly string[] }>

/** A type of event that an endpoint can ask for. */
export type WebhookEvent = keyof typeof WEBHOOK_EVENTS

/** What is sent when a person presses “Send test”: to the one endpoint, whatever it asked for. */
export const TEST_EVENT = 'webhook.test'

/** A type of event at a door. */
export const webhookEventSchema = z.enum(Object.keys(WEBHOOK_EVENTS) as [WebhookEvent, ...WebhookEvent[]])

/** The facts of an event: ids and numbers, never a name, a prompt or a picture. */
export type WebhookData = Record<string, string | number | null>

/** What is sent: the type, when it happened (ISO 8601), and its facts. (Standard Webhooks, "payload structure".) */
export type WebhookPayload = {
  type: WebhookEvent | typeof TEST_EVENT
  timestamp: string
  data: WebhookData
}

/** The part of a plan's monthly credits below which credits are low. */
const LOW_PART = 0.1

/** Credits below which an account with such a plan is told. */
export function lowCreditsThreshold(creditsPerMonth: number): number {
  return Math.max(1, Math.ceil(creditsPerMonth * LOW_PART))
}

/** Whether credits have just become low: told once on the way down, not with every credit after. */
export function hasBecomeLow(before: number, after: number, threshold: number): boolean {
  return before >= threshold && after < threshold
}
