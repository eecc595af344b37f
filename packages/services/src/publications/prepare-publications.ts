import type { Id } from '@studio/core/kernel'
import { MAX_ALT_CHARACTERS, type PreparedView, proposeAlt } from '@studio/core/publications'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { viewProducts } from '../stores/index.ts'
import { describeAssets } from './describe-assets.ts'

/**
 * Says of each picture which product it was made for, where one of its sources was taken from a store, and proposes its
 * alternative text. Nothing is written.
 * @throws DomainError as `describeAssets`
 */
export async function preparePublications(
  actor: Actor,
  { assetIds }: { assetIds: readonly string[] },
  { db }: Pick<Deps, 'db'>,
): Promise<PreparedView> {
  const accountId = requireAccount(actor, 'stores:read')
  requireAccount(actor, 'assets:read')
  const assets = [...(await describeAssets(db, accountId, assetIds)).values()]
  const ids = [...new Set(assets.flatMap(({ productIds }) => productIds))]
  const connected = { accountId, store: { status: 'connected' as const } }
  const rows = await db.product.findMany({ where: { id: { in: ids }, ...connected } })
  const products = new Map((await viewProducts(db, rows)).map((product) => [product.id as string, product]))
  return {
    items: assets.map(({ id, words, productIds }) => {
      const product = productIds.map((productId) => products.get(productId)).find(Boolean) ?? null
      const alt = proposeAlt({ ...words, title: product?.title ?? null }, MAX_ALT_CHARACTERS)
      return { assetId: id as Id<'asset'>, alt, product }
    }),
  }
}
