import { pageOf } from '@studio/core/kernel'
import {
  createWebhookEndpointInput,
  deliveryInput,
  deliveryView,
  listDeliveriesInput,
  webhookEndpointInput,
  webhookEndpointView,
  webhookSecretView,
} from '@studio/core/webhooks'
import {
  createEndpoint,
  deleteEndpoint,
  enableEndpoint,
  listDeliveries,
  listEndpoints,
  replayDelivery,
  rotateSecret,
  sendTestEvent,
} from '@studio/services/webhooks'
import { z } from 'zod'
import { operation } from '../rest/operation.ts'
import { procedure, router } from './trpc.ts'

/** Where events are sent, and what became of each sending. */
export const webhooksRouter = router({
  list: procedure
    .meta(
      operation('GET /webhook-endpoints', {
        id: 'listWebhookEndpoints',
        summary: 'List webhook endpoints',
        scope: 'webhooks:write',
      }),
    )
    .output(pageOf(webhookEndpointView))
    .query(({ ctx }) => listEndpoints(ctx.actor, ctx.deps)),

  create: procedure
    .meta(
      operation('POST /webhook-endpoints', {
        id: 'createWebhookEndpoint',
        summary: 'Have events sent to an address',
        description:
          'Events are signed by the Standard Webhooks specification; `secret` is shown this once. Only a status ' +
          'from 200 to 299 counts as taken; anything else is tried again for three days, and 410 switches it off.',
        scope: 'webhooks:write',
        status: 201,
        errors: ['address_refused', 'plan_limit'],
      }),
    )
    .input(createWebhookEndpointInput)
    .output(webhookSecretView)
    .mutation(({ ctx, input }) => createEndpoint(ctx.actor, input, ctx.deps)),

  delete: procedure
    .meta(
      operation('DELETE /webhook-endpoints/{id}', {
        id: 'deleteWebhookEndpoint',
        summary: 'Send nothing more to an address',
        scope: 'webhooks:write',
        status: 204,
        errors: ['not_found'],
      }),
    )
    .input(webhookEndpointInput)
    .output(z.void())
    .mutation(({ ctx, input }) => deleteEndpoint(ctx.actor, input, ctx.deps)),

  enable: procedure
    .input(webhookEndpointInput)
    .output(webhookEndpointView)
    .mutation(({ ctx, input }) => enableEndpoint(ctx.actor, input, ctx.deps)),

  rotateSecret: procedure
    .input(webhookEndpointInput)
    .output(webhookSecretView)
    .mutation(({ ctx, input }) => rotateSecret(ctx.actor, input, ctx.deps)),

  sendTest: procedure
    .input(webhookEndpointInput)
    .output(deliveryView)
    .mutation(({ ctx, input }) => sendTestEvent(ctx.actor, input, ctx.deps)),

  deliveries: procedure
    .meta(
      operation('GET /webhook-endpoints/{id}/deliveries', {
        id: 'listWebhookDeliveries',
        summary: 'List what was sent to an address',
        description: 'Newest first; kept 30 days.',
        scope: 'webhooks:write',
        errors: ['not_found'],
      }),
    )
    .input(listDeliveriesInput)
    .output(pageOf(deliveryView))
    .query(({ ctx, input }) => listDeliveries(ctx.actor, input, ctx.deps)),

  replay: procedure
    .meta(
      operation('POST /webhook-endpoints/{id}/deliveries/{deliveryId}/replay', {
        id: 'replayWebhookDelivery',
        summary: 'Send an event again',
        description: 'Under the same `webhook-id`, by which a receiver can tell that it knows it already.',
        scope: 'webhooks:write',
        errors: ['not_found', 'already_ended', 'request_in_progress'],
      }),
    )
    .input(deliveryInput)
    .output(deliveryView)
    .mutation(({ ctx, input }) => replayDelivery(ctx.actor, input, ctx.deps)),
})
