import { DomainError } from '@studio/core/kernel'
import { refuseUnfit, type SettledWork } from '@studio/core/quotes'
import type { Asset, Transaction } from '@studio/db'
import { visibleAssets } from '../assets/index.ts'
import type { Deps } from '../kernel/index.ts'

/**
 * The source photos of work, in the order given. An upload that is still being prepared is good enough: its bytes are
 * there.
 * @throws DomainError `not_found`, `file_unreadable`, and `option_not_supported` for what its model does not take
 */
export async function findSources(
  db: Deps['db'] | Transaction,
  accountId: string,
  work: Sourced,
): Promise<Asset[]> {
  const [sources = []] = await findSourcesOfAll(db, accountId, [work])
  return sources
}

type Sourced = Pick<SettledWork, 'sourceAssetIds' | 'model'>

/** The source photos of each of several works, as `findSources` finds them. @throws DomainError as that */
export async function findSourcesOfAll(
  db: Deps['db'] | Transaction,
  accountId: string,
  works: readonly Sourced[],
): Promise<Asset[][]> {
  const ids = [...new Set(works.flatMap(({ sourceAssetIds }) => sourceAssetIds))]
  if (ids.length === 0) return works.map(() => [])
  const found = await db.asset.findMany({ where: { id: { in: ids }, ...visibleAssets(accountId) } })
  const assets = new Map(found.map((asset) => [asset.id, asset]))
  return works.map(({ sourceAssetIds, model }) =>
    sourceAssetIds.map((assetId) => requireSource(assetId, assets.get(assetId), model)),
  )
}

function requireSource(assetId: string, asset: Asset | undefined, model: SettledWork['model']): Asset {
  if (!asset)
    throw new DomainError('not_found', 'A source photo was deleted. Choose another one.', { assetId })
  if (asset.mime.startsWith('video/')) {
    throw new DomainError(
      'option_not_supported',
      'A video cannot be a source. Use the picture that it begins with.',
      { assetId },
    )
  }
  if (asset.status === 'refused') {
    throw new DomainError('file_unreadable', asset.problem ?? 'A source photo cannot be read.', { assetId })
  }
  refuseUnfit(model, asset)
  return asset
}
