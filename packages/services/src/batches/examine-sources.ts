import type { ExaminedView } from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'
import { visibleAssets } from '../assets/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { whyNoSource } from './gather-sources.ts'

/** Photos and products that somebody chose, maybe long ago. */
export type ChosenSources = { assetIds: readonly Id<'asset'>[]; productIds: readonly Id<'product'>[] }

/** What became of chosen photos and products: which are gone, which cannot be a source, and the types of the products. */
export async function examineSources(
  actor: Actor,
  { assetIds, productIds }: ChosenSources,
  { db }: Pick<Deps, 'db'>,
): Promise<ExaminedView> {
  const accountId = requireAccount(actor, 'generations:read')
  const [assets, products] = await Promise.all([
    db.asset.findMany({
      where: { id: { in: [...assetIds] }, ...visibleAssets(accountId) },
      select: { id: true, fileName: true, mime: true, status: true, problem: true },
    }),
    db.product.findMany({
      where: { id: { in: [...productIds] }, accountId },
      select: { id: true, productType: true },
    }),
  ])
  const [found, typeOf] = [
    new Set(assets.map(({ id }) => id)),
    new Map(products.map(({ id, productType }) => [id, productType])),
  ]
  const there = productIds.filter((id) => typeOf.has(id))
  return {
    goneAssetIds: assetIds.filter((id) => !found.has(id)),
    goneProductIds: productIds.filter((id) => !typeOf.has(id)),
    refused: assets.flatMap((asset) => {
      const reason = whyNoSource(asset)
      return reason ? [{ assetId: asset.id as Id<'asset'>, message: reason.message }] : []
    }),
    productTypes: [...Map.groupBy(there, (id) => typeOf.get(id) ?? '')]
      .map(([productType, ids]) => ({ productType, productIds: ids }))
      .sort((one, other) => one.productType.localeCompare(other.productType)),
  }
}
