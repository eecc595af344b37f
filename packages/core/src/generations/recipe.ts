import { z } from 'zod'
import { idSchema } from '../kernel/index.ts'
import { aspectRatioSchema, imageSizeSchema } from '../models/index.ts'
import { shotOptions, sourceRoleSchema } from '../shots/index.ts'

/** Everything needed to know how one output came to be, and to make it again. Kept as long as the output. */
export const recipeSchema = z
  .object({
    provider: z.string(),
    modelId: z.string(),
    modelVersion: z.string().nullable().describe('The model that actually answered.'),
    shotId: z.string().nullable(),
    shotVersion: z.number().int().nullable(),
    words: z.string().describe('The person’s own words.'),
    prompt: z.string().describe('The full prompt that was sent.'),
    sources: z.array(
      // Recipes of before roles were told apart have none.
      z.object({ assetId: idSchema('asset'), sha256: z.string(), role: sourceRoleSchema.default('product') }),
    ),
    refinesOutputId: idSchema('output').nullable().default(null),
    options: shotOptions.default({}),
    cutOut: z
      .object({ confidence: z.number(), hasMask: z.boolean() })
      .nullable()
      .default(null)
      .describe('For the local studio: how sure the cut-out was; the mask is kept beside the picture.'),
    aspectRatio: aspectRatioSchema,
    imageSize: imageSizeSchema,
    seed: z.number().int(),
    costCredits: z.number().int(),
    providerCostMicroUsd: z.number().int().describe('What it cost us, in millionths of a US dollar.'),
    inputTokens: z.number().int(),
    outputTokens: z.number().int(),
    durationMs: z.number().int(),
    madeAt: z.iso.datetime(),
  })
  .meta({ id: 'Recipe' })

/** Everything needed to know how one output came to be. */
export type Recipe = z.infer<typeof recipeSchema>
