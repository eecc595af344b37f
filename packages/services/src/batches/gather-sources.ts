import { type BatchRequest, type BatchSource, MAX_BATCH_ITEMS, readFileName } from '@studio/core/batches'
import { DomainError, type Id } from '@studio/core/kernel'
import type { Asset } from '@studio/db'
import { visibleAssets } from '../assets/index.ts'
import type { Deps } from '../kernel/index.ts'

/**
 * The sources of a batch, in the order in which they were named; one that is named twice counts once.
 * @throws DomainError `not_found` for photos and products that are not there; `option_not_supported` for videos;
 * `file_unreadable` for a photo that was refused
 */
export async function gatherSources(
  accountId: string,
  { assetIds, skus, productIds, rows }: BatchRequest['sources'],
  { db }: Pick<Deps, 'db'>,
): Promise<BatchSource[]> {
  return [
    ...(await gatherAssets(accountId, [...new Set(assetIds)], skus, db)),
    ...(await gatherProducts(accountId, [...new Set(productIds)], db)),
    ...rows.map(({ url, sku, name }) => ({
      ...nothing,
      url,
      sku: sku ?? null,
      name: name || sku || lastPart(url),
    })),
  ]
}

const nothing = { sku: null, assetId: null, productId: null, url: null, productType: null }

async function gatherAssets(
  accountId: string,
  ids: Id<'asset'>[],
  skus: BatchRequest['sources']['skus'],
  db: Deps['db'],
): Promise<BatchSource[]> {
  if (ids.length === 0) return []
  const found = await db.asset.findMany({
    where: { id: { in: ids }, ...visibleAssets(accountId) },
    select: { id: true, fileName: true, mime: true, status: true, problem: true },
    take: MAX_BATCH_ITEMS,
  })
  const byId = new Map(found.map((asset) => [asset.id, asset]))
  return ids.map((assetId) => {
    const asset = byId.get(assetId)
    if (!asset)
      throw new DomainError('not_found', 'One of the photos was deleted. Choose again.', { assetId })
    const reason = whyNoSource(asset)
    if (reason) throw new DomainError(reason.code, reason.message, { assetId })
    const sku = skus[assetId] ?? readFileName(asset.fileName).sku
    return { ...nothing, assetId, name: asset.fileName, sku }
  })
}

/** Why a file of the library cannot be a source, or null. */
export function whyNoSource(
  asset: Pick<Asset, 'fileName' | 'mime' | 'status' | 'problem'>,
): { code: 'option_not_supported' | 'file_unreadable'; message: string } | null {
  const { fileName, mime, status, problem } = asset
  if (mime.startsWith('video/'))
    return { code: 'option_not_supported', message: `${fileName} is a video: it cannot be a source.` }
  if (status === 'refused')
    return { code: 'file_unreadable', message: problem ?? `${fileName} cannot be read.` }
  return null
}

async function gatherProducts(accountId: string, ids: string[], db: Deps['db']): Promise<BatchSource[]> {
  if (ids.length === 0) return []
  const found = await db.product.findMany({
    where: { id: { in: ids }, accountId },
    select: { id: true, title: true, skus: true, productType: true },
  })
  const byId = new Map(found.map((product) => [product.id, product]))
  return ids.map((productId) => {
    const product = byId.get(productId)
    if (!product)
      throw new DomainError('not_found', 'One of the products is no longer in the store.', { productId })
    const { title, skus, productType } = product
    return { ...nothing, productId, name: title, sku: skus[0] ?? null, productType }
  })
}

function lastPart(url: string): string {
  return new URL(url).pathname.split('/').at(-1) || new URL(url).hostname
}
