import { z } from 'zod'
import { idSchema } from '../kernel/index.ts'
import { MAX_BATCH_ITEMS, MAX_BATCH_PRODUCTS } from './limits.ts'

/** The photos and products that somebody chose, to ask what became of them. */
export const examineSourcesInput = z.object({
  assetIds: z.array(idSchema('asset')).max(MAX_BATCH_ITEMS),
  productIds: z.array(idSchema('product')).max(MAX_BATCH_PRODUCTS),
})

/** What became of chosen photos and products, and of which types the products are. */
export const examinedView = z.object({
  goneAssetIds: z.array(idSchema('asset')).describe('Photos that were deleted.'),
  goneProductIds: z.array(idSchema('product')).describe('Products that are no longer in their store.'),
  refused: z
    .array(z.object({ assetId: idSchema('asset'), message: z.string() }))
    .describe('Files that cannot be a source, and why.'),
  productTypes: z
    .array(z.object({ productType: z.string(), productIds: z.array(idSchema('product')) }))
    .describe('The products by their type; empty for those without one.'),
})

/** What became of chosen photos and products. */
export type ExaminedView = z.infer<typeof examinedView>

/** Sources to show, as many as a screen has room for. */
export const previewSourcesInput = z.object({
  assetIds: z.array(idSchema('asset')).max(100),
  productIds: z.array(idSchema('product')).max(100),
})

/** A source as a table shows it. */
export const sourcePreview = z.object({
  id: z.string(),
  name: z.string(),
  sku: z.string().nullable(),
  productType: z.string().nullable(),
  thumb: z.string().nullable().describe('A same-origin address of a small copy.'),
})

/** A source as a table shows it. */
export type SourcePreview = z.infer<typeof sourcePreview>
