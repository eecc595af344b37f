import { z } from 'zod'
import { channelConcern, channelId } from '../channels/index.ts'
import { outputView } from '../generations/index.ts'
import { idSchema, pageInput, textSchema } from '../kernel/index.ts'
import { quoteView, workSchema } from '../quotes/index.ts'
import { isAddress } from './address.ts'
import { MAX_BATCH_ITEMS, MAX_BATCH_PRODUCTS } from './limits.ts'
import { BATCH_STATUSES, ITEM_STATUSES } from './states.ts'

/** The most kinds of work that one batch does to its sources. */
export const MAX_BATCH_WORKS = 20

/** The largest request that starts a batch, in bytes: as many addresses as it may have items, of 300 bytes each. */
export const MAX_BATCH_BYTES = 16 * 1024 * 1024

const sku = textSchema.trim().min(1).max(100)

/** Where the photos come from. All of them are taken, in this order. */
const batchSources = z
  .strictObject({
    assetIds: z.array(idSchema('asset')).max(MAX_BATCH_ITEMS).default([]).describe('Photos of the library.'),
    skus: z
      .record(idSchema('asset'), sku)
      .default({})
      .describe('SKUs of such photos, by their ids. Left out: what the name of the file says, if anything.'),
    productIds: z
      .array(idSchema('product'))
      .max(MAX_BATCH_PRODUCTS)
      .default([])
      .describe('Products of a connected store: the first picture of each.'),
    rows: z
      .array(
        z.strictObject({
          url: textSchema
            .trim()
            .max(2000, 'This address is too long.')
            .refine(isAddress, 'This is not an address that begins with https:// or http://.'),
          sku: sku.optional(),
          name: textSchema.trim().max(200).optional(),
        }),
      )
      .max(MAX_BATCH_ITEMS)
      .default([])
      .describe('Addresses of photos, each fetched when its turn comes.'),
  })
  .refine(
    ({ assetIds, productIds, rows }) => assetIds.length + productIds.length + rows.length > 0,
    'Choose at least one photo, product or address.',
  )

/** One kind of work, done to every source; or only to products of some types. */
const batchWork = workSchema.omit({ sourceAssetIds: true, sourceRoles: true, refinesOutputId: true }).extend({
  productTypes: z
    .array(textSchema.max(200))
    .max(100)
    .optional()
    .describe('Only for products of these types. Left out: for every source.'),
})

/** One kind of work of a batch. */
export type BatchWork = z.infer<typeof batchWork>

/** What a batch is to do. */
export const batchRequest = z.strictObject({
  name: textSchema.trim().max(200).default(''),
  sources: batchSources,
  work: z.array(batchWork).min(1).max(MAX_BATCH_WORKS),
  stopLossPercent: z
    .number()
    .int()
    .min(1)
    .max(99)
    .optional()
    .describe('Begin no more when more than so many percent fail.'),
})

/** What a batch is to do. */
export type BatchRequest = z.infer<typeof batchRequest>

/** Starting a batch: what it is to do, and the price agreed to. */
export const startBatchInput = batchRequest.extend({
  quoteId: idSchema('quote').optional(),
  maxCredits: z.number().int().min(0).optional(),
  idempotencyKey: textSchema.min(1).max(200).optional(),
  draftId: idSchema('batch').optional().describe('The draft that this is; it becomes the batch.'),
})

/** What starting a batch takes. */
export type StartBatch = z.infer<typeof startBatchInput>

/** A draft: whatever there is of a request so far. */
export const saveDraftInput = z.object({
  id: idSchema('batch').optional(),
  name: textSchema.trim().max(200).default(''),
  request: z.looseObject({}).describe('What the page needs to go on from here.'),
})

/** One batch. */
export const batchInput = z.object({ id: idSchema('batch') })

/** A page of batches, newest first. */
export const listBatchesInput = pageInput

/** What items can be narrowed to. `made` is what has a picture, `review` that of it which nobody has decided about. */
export const ITEM_FILTERS = [
  'all',
  'open',
  'failed',
  'made',
  'review',
  'accepted',
  'rejected',
  'cancelled',
] as const

/** What items can be narrowed to. */
export type ItemFilter = (typeof ITEM_FILTERS)[number]

/** A page of a batch's items, in their order. */
export const listItemsInput = pageInput.extend({
  ...batchInput.shape,
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('How many at the most.'),
  filter: z.enum(ITEM_FILTERS).default('all'),
})

/** The most items that one decision, or one retry, names. */
export const MAX_CHOSEN_ITEMS = 10_000

const positions = z.array(
  z
    .number()
    .int()
    .min(0)
    .max(MAX_BATCH_ITEMS - 1),
)

/** Which places of a batch a filter shows. */
export const listPositionsInput = batchInput.extend({ filter: z.enum(ITEM_FILTERS) })

/** Items by their places in the batch, as many as a screen shows. */
export const itemsAtInput = batchInput.extend({ positions: positions.min(1).max(200) })

/** Items that are meant, by their ids or by their places in the batch. */
const chosenItems = batchInput.extend({
  itemIds: z.array(idSchema('batchItem')).min(1).max(MAX_CHOSEN_ITEMS).optional(),
  positions: positions.min(1).max(MAX_CHOSEN_ITEMS).optional(),
})

/** A batch's quote: the exact price of all items, and what is wrong with some. */
export const batchQuoteView = quoteView.extend({
  itemCount: z.number().int().describe('Generations it will start.'),
  sourceCount: z.number().int(),
  available: z.number().int().describe('Credits that can be spent now.'),
  isAffordable: z.boolean(),
})

/** A batch's quote. */
export type BatchQuoteView = z.infer<typeof batchQuoteView>

/** A batch as the doors show it. */
export const batchView = z
  .object({
    id: idSchema('batch'),
    name: z.string(),
    status: z.enum(BATCH_STATUSES),
    endReason: z.enum(['cancelled', 'stop_loss']).nullable().describe('Why not all of it was made.'),
    items: z.object({
      total: z.number().int(),
      pending: z.number().int(),
      started: z.number().int(),
      succeeded: z.number().int(),
      failed: z.number().int(),
      cancelled: z.number().int(),
    }),
    review: z.object({ open: z.number().int(), accepted: z.number().int(), rejected: z.number().int() }),
    failures: z
      .array(z.object({ code: z.string(), message: z.string(), count: z.number().int() }))
      .describe('Failed items by reason, most frequent first. None of them was charged.'),
    credits: z.object({
      quoted: z.number().int(),
      charged: z.number().int(),
      held: z.number().int(),
      returned: z.number().int(),
    }),
    pace: z.object({ itemsPerMinute: z.number(), minutesLeft: z.number() }).nullable(),
    waitsFor: z
      .object({ provider: z.string(), message: z.string() })
      .nullable()
      .describe('A service that is down or asked to be left alone; nothing is charged meanwhile.'),
    stopLossPercent: z.number().int().nullable(),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'Batch' })

/** A batch as the doors show it. */
export type BatchView = z.infer<typeof batchView>

/** One item as the doors show it. */
export const batchItemView = z
  .object({
    id: idSchema('batchItem'),
    position: z.number().int(),
    status: z.enum(ITEM_STATUSES),
    name: z.string(),
    sku: z.string().nullable(),
    shotId: z.string().nullable(),
    sourceAssetId: z.string().nullable(),
    sourceThumb: z
      .string()
      .nullable()
      .describe('Where the source’s small copy is; null before it was fetched.'),
    productId: z.string().nullable(),
    url: z.string().nullable(),
    generationId: z.string().nullable(),
    outputs: z.array(outputView.pick({ id: true, status: true, asset: true, failure: true })),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    credits: z.number().int().describe('What it costs at most.'),
    creditsCharged: z.number().int(),
    review: z.enum(['open', 'accepted', 'rejected']),
    outputId: z.string().nullable().describe('The output that was accepted.'),
    rating: z.number().int().min(1).max(5).nullable(),
    cautions: z.array(z.string()).describe('What to look at before it is used, in sentences.'),
  })
  .meta({ id: 'BatchItem' })

/** One item as the doors show it. */
export type BatchItemView = z.infer<typeof batchItemView>

/** Deciding about items. Left out is left as it is. */
export const reviewItemsInput = chosenItems
  .extend({
    review: z.enum(['open', 'accepted', 'rejected']).optional(),
    outputId: idSchema('output').optional().describe('Of one item: which of its outputs is meant.'),
    rating: z.number().int().min(1).max(5).nullable().optional(),
  })
  .refine(
    ({ itemIds, positions }) => (itemIds === undefined) !== (positions === undefined),
    'Name the items, either by their ids or by their places.',
  )

/** What a decision changed, and how it was before, so that it can be taken back. */
export const reviewedView = z.object({
  changed: z.number().int(),
  before: z.array(
    z.object({
      review: z.enum(['open', 'accepted', 'rejected']),
      rating: z.number().int().nullable(),
      positions,
    }),
  ),
})

/** What a decision changed, and how it was before. */
export type ReviewedView = z.infer<typeof reviewedView>

/** What was accepted of a batch: each item's picture, what it is to be called, and the product that it is of. */
export const acceptedView = z.object({
  items: z.array(
    z.object({
      itemId: idSchema('batchItem'),
      assetId: idSchema('asset'),
      fileName: z
        .string()
        .describe('By SKU, or by name, and by what kind of picture it is; without an ending.'),
      productId: idSchema('product').nullable(),
      storeId: idSchema('store')
        .nullable()
        .describe('The store that the product is in; null when it is gone.'),
    }),
  ),
})

/** What was accepted of a batch. */
export type AcceptedView = z.infer<typeof acceptedView>

/** How what was accepted of a batch would be sent to a channel. */
export const fitAcceptedInput = batchInput.extend({ channel: channelId })

/** How what was accepted of a batch would be sent to a channel. */
export type FitAcceptedInput = z.infer<typeof fitAcceptedInput>

/** Of the accepted pictures: how many there are, how many are changed for the channel, and what is to be known of how many. */
export const channelFitView = z.object({
  pictures: z.number().int(),
  changed: z.number().int().describe('Made smaller, lighter or another kind of file.'),
  concerns: z.array(z.object({ code: channelConcern, pictures: z.number().int() })),
})

/** How what was accepted of a batch and a channel go together. */
export type ChannelFitView = z.infer<typeof channelFitView>

/** Making the named items again; none named: all that failed. They are priced and held anew. */
export const retryItemsInput = chosenItems.extend({ maxCredits: z.number().int().min(0) })
