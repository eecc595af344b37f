import type { GenerationView, OutputView } from '@studio/core/generations'

/**
 * A recipe as a file: everything needed to run it again, with the names of what came of it. The keys are those of the
 * public API.
 */
export function writeRecipe(generation: GenerationView, { id, asset, recipe }: OutputView): string {
  const { makes, modelName, refines } = generation
  const made = asset && { assetId: asset.id, sha256: asset.sha256, marking: asset.marking }
  return JSON.stringify(
    { generationId: generation.id, outputId: id, makes, modelName, refines, recipe, made },
    null,
    2,
  )
}
