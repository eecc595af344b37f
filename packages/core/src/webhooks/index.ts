export type { Attempt, DeliveryDecision } from './decide.ts'
export { decideDelivery, describeAnswer, MAX_ATTEMPTS, RETRY_DELAYS_MS } from './decide.ts'
export type { WebhookData, WebhookEvent, WebhookPayload } from './events.ts'
export {
  hasBecomeLow,
  lowCreditsThreshold,
  TEST_EVENT,
  WEBHOOK_EVENTS,
  webhookEventSchema,
} from './events.ts'
export type { DeliveryFilter, DeliveryView, WebhookEndpointView, WebhookSecretView } from './schema.ts'
export {
  createWebhookEndpointInput,
  deliveryInput,
  deliveryView,
  listDeliveriesInput,
  MAX_ENDPOINTS,
  ROTATION_HOURS,
  webhookEndpointInput,
  webhookEndpointView,
  webhookSecretView,
} from './schema.ts'
export type { Sending } from './sign.ts'
export { SECRET_BYTES, signWebhook, writeSecret } from './sign.ts'
