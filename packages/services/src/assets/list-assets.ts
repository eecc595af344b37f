import type { AssetView } from '@studio/core/assets'
import { type Page, toPage } from '@studio/core/kernel'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { visibleAssets } from './find-asset.ts'
import { viewAsset, withOutput } from './view-asset.ts'

/** Which assets to list: a page, one kind or both, and what they were taken from. */
export type AssetFilter = {
  limit: number
  cursor?: string | undefined
  kind?: 'upload' | 'output' | undefined
  storeId?: string | undefined
  productId?: string | undefined
}

/**
 * Lists assets, newest first. Ids sort by time, so the cursor is the last id and every page costs the same.
 * @throws DomainError `insufficient_scope` for a token that may not see stores and asks by one
 */
export async function listAssets(
  actor: Actor,
  { limit, cursor, kind, storeId, productId }: AssetFilter,
  { db }: Pick<Deps, 'db'>,
): Promise<Page<AssetView>> {
  const isByStore = storeId !== undefined || productId !== undefined
  if (isByStore) requireAccount(actor, 'stores:read')
  const rows = await db.asset.findMany({
    where: {
      ...visibleAssets(requireAccount(actor, 'assets:read')),
      ...(kind && { kind }),
      ...(isByStore && { products: { some: fromStore({ storeId, productId }) } }),
      ...(cursor && { id: { lt: cursor } }),
    },
    include: withOutput,
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = toPage(rows, limit)
  return { items: page.items.map(viewAsset), nextCursor: page.nextCursor }
}

/** What was taken from a product, or from any product of a store. */
function fromStore({ storeId, productId }: Pick<AssetFilter, 'storeId' | 'productId'>) {
  return { ...(productId && { productId }), ...(storeId && { product: { storeId } }) }
}
