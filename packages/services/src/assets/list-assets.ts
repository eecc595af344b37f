import type { AssetView } from '@studio/core/assets'
import { type Page, toPage } from '@studio/core/kernel'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { visibleAssets } from './find-asset.ts'
import { viewAsset, withOutput } from './view-asset.ts'

/** Which assets to list: a page, and one kind or both. */
export type AssetFilter = {
  limit: number
  cursor?: string | undefined
  kind?: 'upload' | 'output' | undefined
}

/** Lists assets, newest first. Ids sort by time, so the cursor is the last id and every page costs the same. */
export async function listAssets(
  actor: Actor,
  { limit, cursor, kind }: AssetFilter,
  { db }: Pick<Deps, 'db'>,
): Promise<Page<AssetView>> {
  const rows = await db.asset.findMany({
    where: {
      ...visibleAssets(requireAccount(actor, 'assets:read')),
      ...(kind && { kind }),
      ...(cursor && { id: { lt: cursor } }),
    },
    include: withOutput,
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = toPage(rows, limit)
  return { items: page.items.map(viewAsset), nextCursor: page.nextCursor }
}
