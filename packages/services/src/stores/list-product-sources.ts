import type { Id } from '@studio/core/kernel'
import type { ProductSourceView } from '@studio/core/stores'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'

/**
 * The photos in the library that were taken from products, the latest first. Products of others, and those that are no
 * longer mirrored, have none.
 */
export async function listProductSources(
  actor: Actor,
  { ids }: { ids: readonly string[] },
  { db }: Pick<Deps, 'db'>,
): Promise<{ items: ProductSourceView[] }> {
  const accountId = requireAccount(actor, 'stores:read')
  const sources = await db.productSource.findMany({
    where: { accountId, productId: { in: [...ids] }, asset: { deletedAt: null } },
    select: { assetId: true, productId: true, mediaId: true },
    orderBy: { assetId: 'desc' },
  })
  return {
    items: sources.map(({ assetId, productId, mediaId }) => ({
      assetId: assetId as Id<'asset'>,
      productId: productId as Id<'product'>,
      mediaId,
    })),
  }
}
