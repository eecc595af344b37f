import {
  acceptedView,
  batchInput,
  batchItemView,
  batchQuoteView,
  batchRequest,
  batchView,
  channelFitView,
  fitAcceptedInput,
  itemsAtInput,
  listBatchesInput,
  listItemsInput,
  listPositionsInput,
  MAX_BATCH_BYTES,
  retryItemsInput,
  reviewedView,
  reviewItemsInput,
  saveDraftInput,
  startBatchInput,
} from '@studio/core/batches'
import { pageOf } from '@studio/core/kernel'
import {
  cancelBatch,
  deleteBatch,
  fitAccepted,
  listAccepted,
  listBatches,
  listItems,
  listPositions,
  pauseBatch,
  quoteBatch,
  quoteRetry,
  readBatch,
  readItemsAt,
  readRequest,
  resumeBatch,
  retryItems,
  reviewItems,
  saveDraft,
  startBatch,
} from '@studio/services/batches'
import { z } from 'zod'
import { operation } from '../rest/operation.ts'
import { procedure, router } from './trpc.ts'

/** Many generations under one quote. */
export const batchesRouter = router({
  quote: procedure
    .input(batchRequest)
    .output(batchQuoteView)
    .mutation(({ ctx, input }) => quoteBatch(ctx.actor, input, ctx.deps)),

  start: procedure
    .meta(
      operation('POST /batches', {
        id: 'startBatch',
        summary: 'Start a batch',
        description:
          'Does each kind of work to each source: photos of the library, products of a connected store, addresses. ' +
          'Say with `maxCredits` the most it may cost; all of it is held, what succeeds is charged item by item, and what ' +
          'fails or is cancelled costs nothing. It is accepted at once and made in the background.',
        scope: 'generations:write',
        status: 202,
        movesCredits: true,
        maxBodyBytes: MAX_BATCH_BYTES,
        errors: [
          'insufficient_credits',
          'price_not_agreed',
          'price_too_high',
          'quote_expired',
          'quote_used',
          'quote_mismatch',
          'plan_limit',
          'model_retired',
          'option_not_supported',
          'not_found',
          'file_unreadable',
        ],
      }),
    )
    .input(startBatchInput)
    .output(batchView)
    .mutation(({ ctx, input }) => startBatch(ctx.actor, input, ctx.deps)),

  list: procedure
    .meta(
      operation('GET /batches', {
        id: 'listBatches',
        summary: 'List batches',
        description: 'Newest first, with how far each is. Drafts are among them.',
        scope: 'generations:read',
      }),
    )
    .input(listBatchesInput)
    .output(pageOf(batchView))
    .query(({ ctx, input }) => listBatches(ctx.actor, input, ctx.deps)),

  get: procedure
    .meta(
      operation('GET /batches/{id}', {
        id: 'getBatch',
        summary: 'Read a batch',
        description:
          'How far it is, what it has cost and why some of it failed. Poll it until `finishedAt` is set.',
        scope: 'generations:read',
        errors: ['not_found'],
      }),
    )
    .input(batchInput)
    .output(batchView)
    .query(({ ctx, input }) => readBatch(ctx.actor, input, ctx.deps)),

  items: procedure
    .meta(
      operation('GET /batches/{id}/items', {
        id: 'listBatchItems',
        summary: 'List the items of a batch',
        description: 'In their order, each with its outputs.',
        scope: 'generations:read',
        errors: ['not_found'],
      }),
    )
    .input(listItemsInput)
    .output(pageOf(batchItemView))
    .query(({ ctx, input }) => listItems(ctx.actor, input, ctx.deps)),

  positions: procedure
    .input(listPositionsInput)
    .output(z.object({ positions: z.array(z.number().int()) }))
    .query(({ ctx, input }) => listPositions(ctx.actor, input, ctx.deps)),

  itemsAt: procedure
    .input(itemsAtInput)
    .output(z.object({ items: z.array(batchItemView) }))
    .query(({ ctx, input }) => readItemsAt(ctx.actor, input, ctx.deps)),

  cancel: procedure
    .meta(
      operation('POST /batches/{id}/cancel', {
        id: 'cancelBatch',
        summary: 'Cancel the rest of a batch',
        description: 'What no provider works on yet costs nothing; what is being made is finished.',
        scope: 'generations:write',
        movesCredits: true,
        errors: ['not_found', 'already_ended'],
      }),
    )
    .input(batchInput)
    .output(batchView)
    .mutation(({ ctx, input }) => cancelBatch(ctx.actor, input, ctx.deps)),

  pause: procedure
    .input(batchInput)
    .output(batchView)
    .mutation(({ ctx, input }) => pauseBatch(ctx.actor, input, ctx.deps)),

  resume: procedure
    .input(batchInput)
    .output(batchView)
    .mutation(({ ctx, input }) => resumeBatch(ctx.actor, input, ctx.deps)),

  quoteRetry: procedure
    .input(retryItemsInput.omit({ maxCredits: true }))
    .output(z.object({ items: z.number().int(), credits: z.number().int() }))
    .mutation(({ ctx, input }) => quoteRetry(ctx.actor, input, ctx.deps)),

  retry: procedure
    .input(retryItemsInput)
    .output(batchView)
    .mutation(({ ctx, input }) => retryItems(ctx.actor, input, ctx.deps)),

  review: procedure
    .input(reviewItemsInput)
    .output(reviewedView)
    .mutation(({ ctx, input }) => reviewItems(ctx.actor, input, ctx.deps)),

  accepted: procedure
    .input(batchInput)
    .output(acceptedView)
    .query(({ ctx, input }) => listAccepted(ctx.actor, input, ctx.deps)),

  fitAccepted: procedure
    .input(fitAcceptedInput)
    .output(channelFitView)
    .query(({ ctx, input }) => fitAccepted(ctx.actor, input, ctx.deps)),

  request: procedure
    .input(batchInput)
    .output(z.object({ name: z.string(), request: z.record(z.string(), z.unknown()) }))
    .query(({ ctx, input }) => readRequest(ctx.actor, input, ctx.deps)),

  saveDraft: procedure
    .input(saveDraftInput)
    .output(batchView)
    .mutation(({ ctx, input }) => saveDraft(ctx.actor, input, ctx.deps)),

  delete: procedure
    .input(batchInput)
    .output(z.void())
    .mutation(({ ctx, input }) => deleteBatch(ctx.actor, input, ctx.deps)),
})
