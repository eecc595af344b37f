import type { AssetView } from '@studio/core/assets'
import type { GenerationView, LineageView } from '@studio/core/generations'
import type { Id } from '@studio/core/kernel'
import type { SourceRole } from '@studio/core/shots'
import type { Prisma } from '@studio/db'
import { type AssetRow, viewAsset, withOutput } from '../assets/index.ts'

/** What to read with a generation to show it in a lineage. */
export const withParts = {
  refines: { select: { id: true, assetId: true } },
  outputs: { orderBy: { index: 'asc' }, include: { asset: { include: withOutput } } },
  sources: { orderBy: { position: 'asc' }, include: { asset: { include: withOutput } } },
} as const satisfies Prisma.GenerationInclude

type Row = Prisma.GenerationGetPayload<{ include: typeof withParts }>

/** Shows what came of what among these generations, and the assets they were made from. */
export function viewLineage(rows: readonly Row[], isComplete: boolean): LineageView {
  const assets = new Map(
    rows
      .flatMap(({ sources }) => sources.flatMap(({ asset }) => visible(asset)))
      .map((view) => [view.id, view]),
  )
  return {
    generations: rows.map(viewNode),
    assets: [...assets.values()],
    sources: rows.flatMap(sourcesOf),
    refinements: rows.flatMap(({ id, refines }) =>
      refines ? [{ outputId: refines.id as Id<'output'>, generationId: id as Id<'generation'> }] : [],
    ),
    isComplete,
  }
}

function viewNode(row: Row): LineageView['generations'][number] {
  return {
    id: row.id as Id<'generation'>,
    shotId: row.shotId,
    modelId: row.modelId,
    modelName: row.modelName,
    makes: row.makes as GenerationView['makes'],
    prompt: row.words,
    createdAt: row.createdAt.toISOString(),
    outputs: row.outputs.map(({ id, index, status, asset }) => ({
      ...{ id: id as Id<'output'>, index, status },
      asset: visible(asset)[0] ?? null,
    })),
  }
}

/** The picture that is changed by words is no source of its own: the refinement says it. */
function sourcesOf({ id, refines, sources }: Row): LineageView['sources'] {
  return sources.flatMap(({ asset, role }) =>
    visible(asset)
      .filter((view) => view.id !== refines?.assetId)
      .map((view) => ({
        assetId: view.id,
        generationId: id as Id<'generation'>,
        role: role as SourceRole,
      })),
  )
}

function visible(asset: AssetRow | null): AssetView[] {
  return asset && !asset.deletedAt ? [viewAsset(asset)] : []
}
