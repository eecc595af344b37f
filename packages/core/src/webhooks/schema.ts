import { z } from 'zod'
import { idSchema, pageInput, textSchema } from '../kernel/index.ts'
import { TEST_EVENT, webhookEventSchema } from './events.ts'

/** How many endpoints one account may have. */
export const MAX_ENDPOINTS = 10

/** How long both secrets sign after one took the place of the other. */
export const ROTATION_HOURS = 24

/** An endpoint by its id. */
export const webhookEndpointInput = z.object({ id: idSchema('webhookEndpoint') })

/** What making an endpoint takes. The address is looked at again before anything is sent there. */
export const createWebhookEndpointInput = z.object({
  url: textSchema
    .trim()
    .max(2000)
    .pipe(z.url('Give a whole address, such as https://example.com/studio-events.'))
    .describe('Where events are sent: https, an address on the public internet.'),
  events: z
    .array(webhookEventSchema)
    .min(1, 'Choose at least one event.')
    .max(50)
    .transform((events) => [...new Set(events)])
    .describe('The types of event to send.'),
  description: textSchema.trim().max(200).default(''),
})

/** Where an account wants its events sent, as the doors show it. */
export const webhookEndpointView = z
  .object({
    id: idSchema('webhookEndpoint'),
    url: z.string(),
    description: z.string(),
    events: z.array(z.string()),
    createdAt: z.iso.datetime(),
    disabledAt: z.iso.datetime().nullable(),
    disabledReason: z.string().nullable(),
    previousSecretUntil: z.iso.datetime().nullable().describe('Until when the secret before signs too.'),
  })
  .meta({ id: 'WebhookEndpoint' })

/** @see webhookEndpointView */
export type WebhookEndpointView = z.infer<typeof webhookEndpointView>

/** A new endpoint or a new secret: the one time that the secret is shown. */
export const webhookSecretView = webhookEndpointView
  .extend({ secret: z.string().describe('Signs every event. It is shown this once.') })
  .meta({ id: 'WebhookEndpointWithSecret' })

/** @see webhookSecretView */
export type WebhookSecretView = z.infer<typeof webhookSecretView>

/** Which deliveries to list: a page of those to one endpoint. */
export const listDeliveriesInput = pageInput.extend({
  id: idSchema('webhookEndpoint'),
  status: z.enum(['pending', 'delivered', 'failed']).optional(),
})

/** @see listDeliveriesInput */
export type DeliveryFilter = z.infer<typeof listDeliveriesInput>

/** A delivery of an endpoint. */
export const deliveryInput = webhookEndpointInput.extend({ deliveryId: idSchema('delivery') })

/** One event to one endpoint, as the doors show it. */
export const deliveryView = z
  .object({
    id: idSchema('delivery'),
    endpointId: idSchema('webhookEndpoint'),
    messageId: z.string().describe('The header webhook-id: the same however often it is sent.'),
    type: z.enum([...webhookEventSchema.options, TEST_EVENT]),
    status: z.enum(['pending', 'delivered', 'failed']),
    attempts: z.number().int(),
    nextAttemptAt: z.iso.datetime().nullable(),
    lastStatus: z.number().int().nullable().describe('What the endpoint answered last.'),
    lastProblem: z.string().nullable().describe('What went wrong last, in a sentence.'),
    lastDurationMs: z.number().int().nullable(),
    payload: z.record(z.string(), z.unknown()).describe('What is sent.'),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Delivery' })

/** @see deliveryView */
export type DeliveryView = z.infer<typeof deliveryView>
