import { pageOf } from '@studio/core/kernel'
import {
  beginShopifyInput,
  beginWooCommerceInput,
  claimInput,
  claimView,
  connectShopifyAppInput,
  connectWooCommerceInput,
  disconnectedView,
  disconnectStoreInput,
  storeInput,
  storeView,
  visitView,
} from '@studio/core/stores'
import {
  askForMirror,
  beginShopify,
  beginWooCommerce,
  claimStore,
  connectShopifyApp,
  connectWooCommerce,
  disconnectStore,
  getStore,
  listStores,
  readClaim,
} from '@studio/services/stores'
import { z } from 'zod'
import { operation } from '../rest/operation.ts'
import { procedure, router } from './trpc.ts'

/** Connected stores: connecting, reading again, disconnecting. Their platforms come back over plain HTTP, beside these. */
export const storesRouter = router({
  list: procedure
    .meta(
      operation('GET /stores', {
        id: 'listStores',
        summary: 'List connected stores',
        description: 'Newest first; disconnected ones too, while their history is kept.',
        scope: 'stores:read',
      }),
    )
    .output(pageOf(storeView))
    .query(({ ctx }) => listStores(ctx.actor, ctx.deps)),

  get: procedure
    .input(storeInput)
    .output(storeView)
    .query(({ ctx, input }) => getStore(ctx.actor, input, ctx.deps)),

  beginShopify: procedure
    .input(beginShopifyInput)
    .output(visitView)
    .mutation(({ ctx, input }) => beginShopify(ctx.actor, input, ctx.deps)),

  connectShopifyApp: procedure
    .input(connectShopifyAppInput)
    .output(storeView)
    .mutation(({ ctx, input }) => connectShopifyApp(ctx.actor, input, ctx.deps)),

  beginWooCommerce: procedure
    .input(beginWooCommerceInput)
    .output(visitView)
    .mutation(({ ctx, input }) => beginWooCommerce(ctx.actor, input, ctx.deps)),

  connectWooCommerce: procedure
    .input(connectWooCommerceInput)
    .output(storeView)
    .mutation(({ ctx, input }) => connectWooCommerce(ctx.actor, input, ctx.deps)),

  /** What waits to be claimed. It only reads, but a claim is a secret, and those of a query end up in logs. */
  readClaim: procedure
    .input(claimInput)
    .output(claimView)
    .mutation(({ ctx, input }) => readClaim(ctx.actor, input, ctx.deps)),

  claim: procedure
    .input(claimInput)
    .output(storeView)
    .mutation(({ ctx, input }) => claimStore(ctx.actor, input, ctx.deps)),

  mirror: procedure
    .input(storeInput)
    .output(z.void())
    .mutation(({ ctx, input }) => askForMirror(ctx.actor, input, ctx.deps)),

  disconnect: procedure
    .input(disconnectStoreInput)
    .output(disconnectedView)
    .mutation(({ ctx, input }) => disconnectStore(ctx.actor, input, ctx.deps)),
})
