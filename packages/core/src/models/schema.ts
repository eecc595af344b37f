import { z } from 'zod'
import { ASPECT_RATIOS } from './ratios.ts'
import { IMAGE_SIZES, isServed, type Model } from './registry.ts'

/** An aspect ratio at the doors. */
export const aspectRatioSchema = z.enum(ASPECT_RATIOS)

/** An output size at the doors. */
export const imageSizeSchema = z.enum(IMAGE_SIZES)

/** A model as the doors show it, with its price list. */
export const modelView = z
  .object({
    id: z.string(),
    provider: z.string(),
    name: z.string(),
    summary: z.string(),
    sizes: z.array(z.object({ imageSize: imageSizeSchema, credits: z.number().int() })),
    aspectRatios: z.array(aspectRatioSchema),
    maxSourceAssets: z.number().int(),
    retiresOn: z.string().nullable(),
    replacementId: z.string().nullable(),
    isServed: z.boolean(),
  })
  .meta({ id: 'Model' })

/** A model as the doors show it. */
export type ModelView = z.infer<typeof modelView>

/** Shows a model as it stands at `now`. */
export function viewModel(model: Model, now: Date): ModelView {
  return {
    id: model.id,
    provider: model.provider,
    name: model.name,
    summary: model.summary,
    sizes: IMAGE_SIZES.flatMap((imageSize) => {
      const credits = model.creditsPerOutput[imageSize]
      return credits === undefined ? [] : [{ imageSize, credits }]
    }),
    aspectRatios: [...model.aspectRatios],
    maxSourceAssets: model.maxSourceAssets,
    retiresOn: model.retiresOn,
    replacementId: model.replacementId,
    isServed: isServed(model, now),
  }
}
