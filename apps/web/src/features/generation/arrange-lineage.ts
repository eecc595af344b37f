import type { AssetView } from '@studio/core/assets'
import type { LineageView } from '@studio/core/generations'

/** A generation of a lineage. */
export type LineageGeneration = LineageView['generations'][number]

/**
 * A place in the tree: a photo that somebody uploaded, or a generation. `changedIndex` is which output of the
 * generation above it was changed or used, from 0; null below a photo.
 */
export type LineageBranch = {
  key: string
  branches: LineageBranch[]
} & (
  | { kind: 'photo'; photo: AssetView }
  | { kind: 'generation'; generation: LineageGeneration; isRefinement: boolean; changedIndex: number | null }
)

/** Where a generation hangs: below an output of another one, below a photo, or nowhere. */
type Parent = { key: string; changedIndex: number | null } | null

/**
 * Puts a lineage into trees: photos at the roots, below each what was made from it, oldest first. Something made from
 * several pictures hangs below the one that was changed, else below the first that a generation made, else below the
 * first photo; so everything has one place. Photos of which nothing hangs are roots too.
 */
export function arrangeLineage(lineage: LineageView): LineageBranch[] {
  const refinedBy = new Map(lineage.refinements.map((each) => [each.generationId, each.outputId]))
  const outputs = new Map(
    lineage.generations.flatMap((generation) =>
      generation.outputs.map(({ id, index, asset }) => [
        id,
        { key: generation.id, index, assetId: asset?.id },
      ]),
    ),
  )
  const madeAssets = new Map([...outputs.values()].map((output) => [output.assetId, output]))
  const photos = lineage.assets.filter(({ id }) => !madeAssets.has(id))

  const parentOf = (id: LineageGeneration['id']): Parent => {
    const sources = lineage.sources.filter(({ generationId }) => generationId === id)
    const refined = outputs.get(refinedBy.get(id) ?? 'out_')
    const used =
      refined ?? sources.map(({ assetId }) => madeAssets.get(assetId)).find((each) => each !== undefined)
    if (used && used.key !== id) return { key: used.key, changedIndex: used.index }
    const photo = sources.find(({ assetId }) => photos.some((each) => each.id === assetId))
    return photo ? { key: photo.assetId, changedIndex: null } : null
  }

  const branches: LineageBranch[] = [
    ...photos.map((photo): LineageBranch => ({ key: photo.id, kind: 'photo', photo, branches: [] })),
  ]
  const known = new Map(branches.map((branch) => [branch.key, branch]))
  // Oldest first: whatever something was made from is in the tree before it.
  for (const generation of lineage.generations) {
    const parent = parentOf(generation.id)
    const branch: LineageBranch = {
      key: generation.id,
      kind: 'generation',
      generation,
      isRefinement: refinedBy.has(generation.id),
      changedIndex: parent?.changedIndex ?? null,
      branches: [],
    }
    known.set(branch.key, branch)
    ;(known.get(parent?.key ?? '')?.branches ?? branches).push(branch)
  }
  return branches
}
