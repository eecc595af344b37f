import { z } from 'zod'
import { idSchema, textSchema } from '../kernel/index.ts'
import { aspectRatioSchema, DEFAULT_MODEL_ID, imageSizeSchema } from '../models/index.ts'
import { shotOptions, sourceRoleSchema } from '../shots/index.ts'

/** The most outputs one generation can ask for. */
export const MAX_OUTPUTS = 8

/** The longest own words, in characters. */
export const MAX_PROMPT_CHARACTERS = 2000

/** How many photos one generation may work from; what its model takes may be fewer. */
export const MAX_SOURCES = 14

/**
 * A piece of work: what a quote prices and a generation does. A shot, own words, or both. A field that is not known is
 * refused: what it was meant to change would cost something else.
 */
export const workSchema = z.strictObject({
  shotId: textSchema.max(64).optional().describe('A shot of GET /shots. A shot, own words, or both.'),
  prompt: textSchema
    .trim()
    .max(MAX_PROMPT_CHARACTERS, `Shorten your words to ${MAX_PROMPT_CHARACTERS} characters.`)
    .optional()
    .describe('Your own words.'),
  modelId: textSchema
    .max(100)
    .optional()
    .describe(
      `A model of GET /models. Left out: the shot’s own, or \`${DEFAULT_MODEL_ID}\`; of a test token one that costs nothing.`,
    ),
  sourceAssetIds: z
    .array(idSchema('asset'))
    .max(MAX_SOURCES)
    .default([])
    .describe('Photos of the product. A shot needs one.'),
  sourceRoles: z
    .array(sourceRoleSchema)
    .max(MAX_SOURCES)
    .optional()
    .describe(
      'What each photo is there for, in the same order. Left out: all show the product, but for the first of a utility, which is changed.',
    ),
  refinesOutputId: idSchema('output')
    .optional()
    .describe('An output to change by your own words; its photos come along.'),
  count: z.number().int().min(1).max(MAX_OUTPUTS).default(1).describe('How many outputs.'),
  aspectRatio: aspectRatioSchema.optional().describe('Left out: the shot’s own.'),
  options: shotOptions.optional(),
  imageSize: imageSizeSchema.optional().describe('Left out: the smallest the model offers.'),
})

/** A piece of work as it comes in. */
export type Work = z.infer<typeof workSchema>

/** A quote as the doors show it: the exact price, before anything starts. */
export const quoteView = z
  .object({
    id: idSchema('quote'),
    credits: z.number().int().describe('The most this can cost. Outputs that fail are not charged.'),
    items: z.array(
      z.object({
        label: z.string(),
        count: z.number().int(),
        creditsEach: z.number().int(),
        credits: z.number().int(),
      }),
    ),
    warnings: z
      .array(z.object({ code: z.string(), message: z.string() }))
      .describe('What to know before it is started, such as a cut-out that is not sure.'),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Quote' })

/** A quote as the doors show it. */
export type QuoteView = z.infer<typeof quoteView>
