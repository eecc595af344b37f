import type { GenerationView, OutputView } from '@studio/core/generations'
import type { ModelView } from '@studio/core/models'
import type { Work } from '@studio/core/quotes'

/** The models that can change a picture by words, the one that made it first. */
export function refiningModels(models: readonly ModelView[], { modelId }: GenerationView): ModelView[] {
  const able = models.filter((model) => model.isAvailable && model.tasks.includes('edit'))
  return [...able.filter(({ id }) => id === modelId), ...able.filter(({ id }) => id !== modelId)]
}

/** The work that changes an output by words: in the same size and ratio, as far as the model makes them. */
export function refineWork(
  { aspectRatio, imageSize, options }: GenerationView,
  output: OutputView,
  model: ModelView,
  words: string,
): Work | null {
  const prompt = words.trim()
  if (prompt === '') return null
  return {
    refinesOutputId: output.id,
    prompt,
    modelId: model.id,
    sourceAssetIds: [],
    count: 1,
    ...(model.aspectRatios.includes(aspectRatio) && { aspectRatio }),
    ...(model.sizes.some((size) => size.imageSize === imageSize) && { imageSize }),
    // The photos come along, and with them what was vouched for about the person in them.
    ...(options.hasConsent && { options: { hasConsent: true } }),
  }
}
