import { z } from 'zod'
import { assetInput } from '../assets/index.ts'
import { idSchema, textSchema } from '../kernel/index.ts'
import { colourSchema, PRODUCT_CATEGORIES } from '../shots/index.ts'

/** What can be wrong with a photo as a source. */
export const PHOTO_REMARKS = [
  'blurry',
  'too_dark',
  'too_bright',
  'colour_cast',
  'cropped',
  'busy_background',
  'hard_shadow',
  'reflection',
  'low_resolution',
  'text_overlay',
  'several_products',
  'no_product',
] as const

/** What can be wrong with a photo as a source. */
export type PhotoRemark = (typeof PHOTO_REMARKS)[number]

/** The longest alternative text, in characters; Shopify takes no more (shopify.dev, fileUpdate). */
export const MAX_ALT_TEXT_CHARACTERS = 512

/** What a person may say of an asset in place of what was found. */
const described = z.strictObject({
  product: textSchema
    .trim()
    .max(200)
    .describe('What the product is, in a few words; empty when there is none.'),
  category: z.enum(PRODUCT_CATEGORIES),
  materials: z.array(textSchema.trim().min(1).max(60)).max(10),
  colours: z.array(z.strictObject({ name: textSchema.trim().max(60), hex: colourSchema })).max(8),
  suggestedShotIds: z.array(z.string()).max(8).describe('Shots that suit it, best first.'),
  altText: textSchema.trim().max(MAX_ALT_TEXT_CHARACTERS),
})

/** How well a photo serves as a source. */
const photoReport = z.strictObject({
  productCount: z.number().int().min(0).max(100),
  score: z.number().int().min(0).max(100).describe('How well the photo serves as a source.'),
  remarks: z
    .array(z.strictObject({ code: z.enum(PHOTO_REMARKS), words: textSchema.trim().max(300) }))
    .max(PHOTO_REMARKS.length),
})

/** What a model finds on a photo. */
export const foundContent = described.extend({ photo: photoReport })

/** What a model finds on a photo. */
export type FoundContent = z.infer<typeof foundContent>

/** What is known of the contents of an asset: found by a model, and changed by a person where it was wrong. */
export const analysisContent = described
  .extend({ photo: photoReport.nullable().describe('Null where nobody looked but the person.') })
  .meta({ id: 'AnalysisContent' })

/** What is known of the contents of an asset. */
export type AnalysisContent = z.infer<typeof analysisContent>

/** What a person may say of an asset in place of what was found. */
export type DescribedContent = z.infer<typeof described>

/** A person's own description of an asset: all of it, as they left it. */
export const editAnalysisInput = assetInput.extend(described.shape)

/** An analysis as the doors show it. */
export const analysisView = z
  .object({
    assetId: idSchema('asset'),
    status: z
      .enum(['unasked', 'pending', 'ready', 'failed'])
      .describe('`unasked`: no service was asked what is on it.'),
    content: analysisContent.nullable(),
    isEdited: z.boolean(),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    cutOut: z
      .object({
        confidence: z.number().min(0).max(1),
        verdict: z.enum(['sure', 'look', 'unsuitable']),
        words: z.string(),
      })
      .nullable()
      .describe('How surely the local studio can cut the product out; null until judged.'),
    provider: z.string().nullable().describe('Which service analysed it.'),
    modelId: z.string().nullable(),
    modelVersion: z.string().nullable(),
  })
  .meta({ id: 'Analysis' })

/** An analysis as the doors show it. */
export type AnalysisView = z.infer<typeof analysisView>
