import { readFileName, type SourcePreview } from '@studio/core/batches'
import { visibleAssets } from '../assets/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { mediaFile, mediaOf } from '../stores/index.ts'
import type { ChosenSources } from './examine-sources.ts'

/** Shows some of the chosen photos and products, as a batch would name them; those that are gone are left out. */
export async function previewSources(
  actor: Actor,
  { assetIds, productIds }: ChosenSources,
  { db }: Pick<Deps, 'db'>,
): Promise<{ items: SourcePreview[] }> {
  const accountId = requireAccount(actor, 'generations:read')
  const [assets, products] = await Promise.all([
    db.asset.findMany({
      where: { id: { in: [...assetIds] }, ...visibleAssets(accountId) },
      select: { id: true, fileName: true, status: true },
    }),
    db.product.findMany({
      where: { id: { in: [...productIds] }, accountId },
      select: { id: true, title: true, skus: true, productType: true, media: true },
    }),
  ])
  return {
    items: [
      ...assets.map(({ id, fileName, status }) => ({
        ...{ id, name: fileName, sku: readFileName(fileName).sku, productType: null },
        thumb: status === 'ready' ? `/api/assets/${id}/file?size=thumb` : null,
      })),
      ...products.map((product) => {
        const { id, title, skus, productType } = product
        const first = mediaOf(product).find(({ kind }) => kind === 'picture')
        return {
          ...{ id, name: title, sku: skus[0] ?? null, productType },
          thumb: first ? mediaFile(id, first) : null,
        }
      }),
    ],
  }
}
