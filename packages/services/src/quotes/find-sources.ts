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
  { sourceAssetIds, model }: Pick<SettledWork, 'sourceAssetIds' | 'model'>,
): Promise<Asset[]> {
  if (sourceAssetIds.length === 0) return []
  const found = await db.asset.findMany({
    where: { id: { in: [...sourceAssetIds] }, ...visibleAssets(accountId) },
  })
  return sourceAssetIds.map((assetId) => {
    const asset = found.find(({ id }) => id === assetId)
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
  })
}
