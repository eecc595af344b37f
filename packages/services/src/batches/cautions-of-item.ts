import { cautionsOf } from '@studio/core/batches'
import type { Recipe } from '@studio/core/generations'
import type { AspectRatio } from '@studio/core/models'
import type { GenerationRow } from '../generations/index.ts'

/** What to look at before an item's picture is used: of the chosen output, else of the first that there is. */
export function cautionsOfItem(
  { aspectRatio, outputs }: Pick<GenerationRow, 'aspectRatio' | 'outputs'>,
  outputId: string | null,
): string[] {
  const made = outputs.filter(({ asset }) => asset && !asset.deletedAt)
  const output = made.find(({ id }) => id === outputId) ?? made[0]
  if (!output?.asset) return []
  const { widthPx, heightPx } = output.asset
  const recipe = output.recipe as Recipe | null
  return cautionsOf({
    ...{ aspectRatio: aspectRatio as AspectRatio, widthPx, heightPx },
    cutOutConfidence: recipe?.cutOut?.confidence ?? null,
  })
}
