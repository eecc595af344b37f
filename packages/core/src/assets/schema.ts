import { z } from 'zod'
import { idSchema, pageInput, textSchema } from '../kernel/index.ts'
import { ASSET_SIZES } from './limits.ts'

/** Where an asset came from: a person's upload, or an output of a generation. */
export const assetKind = z.enum(['upload', 'output'])

/**
 * `preparing`: stored, its thumb and preview are being made. `ready`: can be shown and used.
 * `refused`: stored bytes turned out to be unusable; `problem` says why.
 */
export const assetStatus = z.enum(['preparing', 'ready', 'refused'])

/** An asset as the doors show it. Times are ISO 8601. */
export const assetView = z
  .object({
    id: idSchema('asset'),
    kind: assetKind,
    status: assetStatus,
    problem: z.string().nullable().describe('Why the file was refused, and what would work.'),
    fileName: z.string(),
    mime: z.string(),
    sizeBytes: z.number().int(),
    sha256: z.string().describe('SHA-256 of the original, in hexadecimal.'),
    widthPx: z.number().int().nullable().describe('Upright width; null until prepared.'),
    heightPx: z.number().int().nullable().describe('Upright height; null until prepared.'),
    hasAlpha: z.boolean(),
    durationMs: z.number().int().nullable().describe('Of a video: how long it plays.'),
    marking: z
      .enum(['generated', 'composite', 'enhanced'])
      .nullable()
      .describe('The AI marking (IPTC DigitalSourceType) in the file and all its derivatives.'),
    thumbHash: z
      .string()
      .nullable()
      .describe('A blurred miniature (ThumbHash, base64) to show while loading.'),
    generationId: idSchema('generation').nullable().describe('For an output: the generation that made it.'),
    files: z
      .object({ thumb: z.string(), preview: z.string(), original: z.string(), download: z.string() })
      .describe('Same-origin addresses; each answers with a redirect to a short-lived signed address.'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Asset' })

/** An asset as the doors show it. */
export type AssetView = z.infer<typeof assetView>

/** A library page: newest first. */
export const listAssetsInput = pageInput.extend({
  kind: assetKind.optional().describe('Uploads or outputs; left out: both.'),
  storeId: idSchema('store').optional().describe('Only photos that were taken from products of this store.'),
  productId: idSchema('product').optional().describe('Only photos that were taken from this product.'),
})

/** One asset. */
export const assetInput = z.object({ id: idSchema('asset') })

/** A picture to fetch. The address goes through the one guarded fetch. */
export const importAssetInput = z.object({
  url: textSchema
    .trim()
    .min(1, 'Give the address of a picture.')
    .max(2048, 'This address is too long.')
    .describe('Where the picture is: https, an address on the public internet.'),
})

/** Which size of the file to send. */
export const assetFileQuery = z.object({
  size: z.enum(ASSET_SIZES).default('original'),
  download: z.enum(['0', '1']).default('0'),
})
