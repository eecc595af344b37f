import { z } from 'zod'
import { assetView } from '../assets/index.ts'
import { idSchema, pageInput, textSchema } from '../kernel/index.ts'
import { aspectRatioSchema, imageSizeSchema } from '../models/index.ts'
import { workSchema } from '../quotes/index.ts'
import { shotOptions, sourceRoleSchema } from '../shots/index.ts'
import { recipeSchema } from './recipe.ts'
import { OUTPUT_STATUSES } from './states.ts'

/** Starting a generation: the work, and the price agreed to: a quote that was seen, or a ceiling. */
export const startGenerationInput = workSchema.extend({
  quoteId: idSchema('quote').optional(),
  maxCredits: z.number().int().min(0).optional(),
  idempotencyKey: textSchema.min(1).max(200).optional(),
})

/** What starting a generation takes. */
export type StartGeneration = z.infer<typeof startGenerationInput>

/** One output as the doors show it. */
export const outputView = z
  .object({
    id: idSchema('output'),
    index: z.number().int(),
    status: z.enum(OUTPUT_STATUSES),
    attempt: z.number().int(),
    asset: assetView.nullable(),
    failure: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .describe('Why there is no picture; a failed output is never charged.'),
    creditsCharged: z.number().int(),
    recipe: recipeSchema.nullable(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Output' })

/** One output as the doors show it. */
export type OutputView = z.infer<typeof outputView>

/** A generation as the doors show it. */
export const generationView = z
  .object({
    id: idSchema('generation'),
    status: z.enum(OUTPUT_STATUSES),
    shotId: z.string().nullable(),
    prompt: z.string().describe('The person’s own words.'),
    modelId: z.string(),
    modelName: z.string(),
    provider: z.string().describe('Which service makes it.'),
    makes: z.enum(['picture', 'video']),
    options: shotOptions,
    refines: z
      .object({ outputId: idSchema('output'), generationId: idSchema('generation') })
      .nullable()
      .describe('The output that this one changes.'),
    aspectRatio: aspectRatioSchema,
    imageSize: imageSizeSchema,
    count: z.number().int(),
    sources: z.array(
      z.object({
        assetId: idSchema('asset').nullable(),
        sha256: z.string(),
        role: sourceRoleSchema,
        asset: assetView.nullable(),
      }),
    ),
    outputs: z.array(outputView),
    credits: z.object({
      quoted: z.number().int(),
      charged: z.number().int(),
      held: z.number().int(),
      returned: z.number().int().describe('Given back for outputs that failed or were cancelled.'),
    }),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Generation' })

/** A generation as the doors show it. */
export type GenerationView = z.infer<typeof generationView>

/** One generation. */
export const generationInput = z.object({ id: idSchema('generation') })

/** A page of generations: newest first. */
export const listGenerationsInput = pageInput
