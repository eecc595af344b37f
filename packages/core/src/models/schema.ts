import { z } from 'zod'
import { ASPECT_RATIOS } from './ratios.ts'
import { IMAGE_SIZES, isServed, type Model, type Provider, TASKS } from './registry.ts'

/** An aspect ratio at the doors. */
export const aspectRatioSchema = z.enum(ASPECT_RATIOS)

/** An output size at the doors. */
export const imageSizeSchema = z.enum(IMAGE_SIZES)

/** What can be asked of a model, at the doors. */
export const taskSchema = z.enum(TASKS)

/** A model as the doors show it, with its price list. */
export const modelView = z
  .object({
    id: z.string(),
    provider: z.string(),
    name: z.string(),
    summary: z.string(),
    makes: z.enum(['picture', 'video']),
    tasks: z.array(taskSchema).describe('What it can be asked to do; a shot names those that make it.'),
    sizes: z
      .array(z.object({ imageSize: imageSizeSchema, credits: z.number().int() }))
      .describe('Credits for one output; of a video, for each second.'),
    durationsSec: z.array(z.number().int()).describe('Of a video, the first being what nobody chose.'),
    aspectRatios: z.array(aspectRatioSchema),
    minSourceAssets: z.number().int(),
    maxSourceAssets: z.number().int(),
    retiresOn: z.string().nullable(),
    replacementId: z.string().nullable(),
    isServed: z.boolean().describe('Whether the provider still serves it.'),
    isAvailable: z.boolean().describe('Whether it can be used here and now.'),
  })
  .meta({ id: 'Model' })

/** A model as the doors show it. */
export type ModelView = z.infer<typeof modelView>

/** Shows a model as it stands at `now`, in an installation where the `offered` providers are set up. */
export function viewModel(model: Model, now: Date, offered: readonly Provider[]): ModelView {
  return {
    id: model.id,
    provider: model.provider,
    name: model.name,
    summary: model.summary,
    makes: model.makes,
    tasks: [...model.tasks],
    durationsSec: [...model.durationsSec],
    sizes: IMAGE_SIZES.flatMap((imageSize) => {
      const credits = model.creditsPerOutput[imageSize]
      return credits === undefined ? [] : [{ imageSize, credits }]
    }),
    aspectRatios: [...model.aspectRatios],
    minSourceAssets: model.minSourceAssets,
    maxSourceAssets: model.maxSourceAssets,
    retiresOn: model.retiresOn,
    replacementId: model.replacementId,
    isServed: isServed(model, now),
    isAvailable: isServed(model, now) && offered.includes(model.provider),
  }
}
