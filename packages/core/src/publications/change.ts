import { z } from 'zod'
import { idSchema, textSchema } from '../kernel/index.ts'

/** The longest alternative text that any store takes, in characters (shopify.dev, fileUpdate). */
export const MAX_ALT_CHARACTERS = 512

const foreignId = textSchema.min(1).max(200)
const alt = textSchema.trim().max(MAX_ALT_CHARACTERS)
const position = z.number().int().min(0).max(249).describe('0 is the first, which is the featured one.')

/** One thing to change about a product's pictures. `mediaId` and `variantId` are the store's own ids. */
export const changeSchema = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('add'),
    assetId: idSchema('asset'),
    alt: alt.optional().describe('Left out: what the analysis of the picture proposes.'),
    position: position.optional().describe('Left out: the end.'),
  }),
  z.strictObject({
    op: z.literal('replace'),
    mediaId: foreignId,
    assetId: idSchema('asset'),
    alt: alt.optional().describe('Left out: that of the picture it replaces.'),
  }),
  z.strictObject({ op: z.literal('remove'), mediaId: foreignId }),
  z.strictObject({ op: z.literal('move'), mediaId: foreignId, position }),
  z.strictObject({ op: z.literal('alt'), mediaId: foreignId, alt }),
  z.strictObject({
    op: z.literal('link'),
    variantId: foreignId,
    mediaId: foreignId.nullable().optional(),
    assetId: idSchema('asset').optional().describe('A picture that these changes add.'),
  }),
])

/** One thing to change about a product's pictures. */
export type Change = z.infer<typeof changeSchema>
