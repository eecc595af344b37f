import { type AssetSize, USUAL_SIZES } from '@studio/core/assets'
import type { Recipe } from '@studio/core/generations'
import type { Asset, Prisma } from '@studio/db'

/** What to read with an asset so that it is known which files it has. */
export const withRecipe = { output: { select: { recipe: true } } } as const satisfies Prisma.AssetInclude

/** An asset row with the recipe of the output that it is, if it is one. */
export type AssetWithRecipe = Asset & { output: { recipe: Prisma.JsonValue } | null }

/** The files that are stored for an asset that is ready: a mask only where a cut-out was made with one. */
export function storedSizes({ output }: AssetWithRecipe): readonly AssetSize[] {
  const recipe = output?.recipe as Pick<Recipe, 'cutOut'> | null | undefined
  return recipe?.cutOut?.hasMask ? [...USUAL_SIZES, 'mask'] : USUAL_SIZES
}
