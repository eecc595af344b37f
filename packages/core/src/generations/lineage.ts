import { z } from 'zod'
import { assetView } from '../assets/index.ts'
import { idSchema } from '../kernel/index.ts'
import { sourceRoleSchema } from '../shots/index.ts'
import { OUTPUT_STATUSES } from './states.ts'

/** How many generations a lineage shows at the most; the nearest ones come first. */
export const MAX_LINEAGE = 200

/** What a lineage goes out from: an asset, or a generation. */
export const lineageInput = z.object({
  id: z.union([idSchema('generation'), idSchema('asset')]).describe('A generation, or an asset.'),
})

/** A generation in a lineage: enough to tell it from the others. */
const lineageNode = z
  .object({
    id: idSchema('generation'),
    shotId: z.string().nullable(),
    modelId: z.string(),
    modelName: z.string(),
    makes: z.enum(['picture', 'video']),
    prompt: z.string().describe('The person’s own words.'),
    createdAt: z.iso.datetime(),
    outputs: z.array(
      z.object({
        id: idSchema('output'),
        index: z.number().int(),
        status: z.enum(OUTPUT_STATUSES),
        asset: assetView.nullable(),
      }),
    ),
  })
  .meta({ id: 'LineageNode' })

/** What came of what: everything that something was made from, and everything that was made from that. */
export const lineageView = z
  .object({
    generations: z.array(lineageNode).describe('Oldest first.'),
    assets: z.array(assetView).describe('The sources, whether uploads or outputs.'),
    sources: z
      .array(
        z.object({
          assetId: idSchema('asset'),
          generationId: idSchema('generation'),
          role: sourceRoleSchema,
        }),
      )
      .describe('Which generation was made from which asset.'),
    refinements: z
      .array(z.object({ outputId: idSchema('output'), generationId: idSchema('generation') }))
      .describe('Which generation changed which output by words.'),
    isComplete: z.boolean().describe(`False when there is more than ${MAX_LINEAGE} generations.`),
  })
  .meta({ id: 'Lineage' })

/** What came of what. */
export type LineageView = z.infer<typeof lineageView>
