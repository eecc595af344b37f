import type { GenerationView, OutputView } from '@studio/core/generations'
import type { Work } from '@studio/core/quotes'

/** How the product is cut out, as far as a person can say. */
export type CutOutSwitches = { fillHoles: boolean; removeShadow: boolean }

/** What an output was cut out with. */
export function cutOutSwitches({ recipe }: Pick<OutputView, 'recipe'>): CutOutSwitches {
  const { fillHoles = false, removeShadow = false } = recipe?.options ?? {}
  return { fillHoles, removeShadow }
}

/** The work that makes an output again, cut out otherwise; null when one of its photos was deleted. */
export function cutAgainWork(
  { sources, modelId, aspectRatio, imageSize }: GenerationView,
  { recipe }: Pick<OutputView, 'recipe'>,
  switches: CutOutSwitches,
): Work | null {
  const photos = sources.flatMap(({ assetId, role }) => (assetId ? [{ assetId, role }] : []))
  if (!recipe?.shotId || photos.length < sources.length) return null
  return {
    shotId: recipe.shotId,
    ...(recipe.words && { prompt: recipe.words }),
    modelId,
    sourceAssetIds: photos.map(({ assetId }) => assetId),
    sourceRoles: photos.map(({ role }) => role),
    count: 1,
    aspectRatio,
    imageSize,
    options: { ...recipe.options, ...switches },
  }
}
