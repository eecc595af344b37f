import type { AnalysisContent } from '@studio/core/analyses'
import { isUploadMime } from '@studio/core/assets'
import type { AiMarking } from '@studio/core/generations'
import { DomainError, notFound } from '@studio/core/kernel'
import type { AltSources, AssetFacts } from '@studio/core/publications'
import type { Database, Prisma } from '@studio/db'
import { contentOf } from '../analyses/index.ts'

/** A picture of the library as plans need it. */
export type DescribedAsset = {
  id: string
  facts: AssetFacts
  /** What is known of it in words; the product's name is the plan's to add. */
  words: Pick<AltSources, 'own' | 'ofSources'>
  /** The mirrored products that it, or what it was made from, was taken from; its own first. */
  productIds: string[]
}

const KNOWN = {
  analysis: { select: { found: true, edited: true } },
  products: { orderBy: { productId: 'asc' } },
} as const
const WITH_ORIGIN = {
  ...KNOWN,
  output: {
    select: {
      generation: {
        select: { sources: { orderBy: { position: 'asc' }, include: { asset: { include: KNOWN } } } },
      },
    },
  },
} as const satisfies Prisma.AssetInclude

type AssetWithOrigin = Prisma.AssetGetPayload<{ include: typeof WITH_ORIGIN }>

/**
 * Reads pictures of the library that are to be published, in the order of `ids`.
 * @throws DomainError `not_found` when one is not the account's; `asset_not_ready`; `file_type_refused` for videos
 */
export async function describeAssets(
  db: Database,
  accountId: string,
  ids: readonly string[],
): Promise<Map<string, DescribedAsset>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const rows = await db.asset.findMany({
    where: { id: { in: wanted }, accountId, deletedAt: null, status: { not: 'uploading' } },
    include: WITH_ORIGIN,
  })
  const byId = new Map(rows.map((row) => [row.id, describe(row)]))
  return new Map(
    wanted.map((id) => {
      const found = byId.get(id)
      if (!found) throw notFound('picture')
      return [id, found]
    }),
  )
}

function describe(asset: AssetWithOrigin): DescribedAsset {
  const { id, widthPx, heightPx, sizeBytes, status, mime, fileName } = asset
  if (!isUploadMime(mime))
    throw new DomainError('file_type_refused', `“${fileName}” is no picture: only pictures can be published.`)
  if (status === 'refused')
    throw new DomainError('file_unreadable', asset.problem ?? 'This file cannot be read.')
  if (status !== 'ready' || widthPx === null || heightPx === null)
    throw new DomainError('asset_not_ready', `“${fileName}” is still being prepared. Try again in a moment.`)
  const sources = (asset.output?.generation.sources ?? [])
    .toSorted((a, b) => Number(b.role === 'product') - Number(a.role === 'product'))
    .flatMap((source) => source.asset ?? [])
  return {
    id,
    facts: { widthPx, heightPx, sizeBytes, marking: asset.marking as AiMarking | null },
    words: {
      own: contentIn(asset.analysis)?.altText ?? null,
      ofSources: sources.map(({ analysis }) => contentIn(analysis)?.product ?? null),
    },
    productIds: [asset, ...sources].flatMap(({ products }) => products.map(({ productId }) => productId)),
  }
}

const contentIn = (analysis: Parameters<typeof contentOf>[0] | null): AnalysisContent | null =>
  analysis && contentOf(analysis)
