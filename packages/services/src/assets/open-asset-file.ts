import { type AssetSize, assetKey, FILE_ENDINGS } from '@studio/core/assets'
import { DomainError, notFound } from '@studio/core/kernel'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findAsset } from './find-asset.ts'
import { storedSizes, withRecipe } from './stored-sizes.ts'

/** How long the address of a file works: long enough to load it, too short to pass it around. */
export const FILE_URL_SECONDS = 15 * 60

/** Which file of an asset, and whether the browser is to save it. */
export type AssetFileRequest = { id: string; size: AssetSize; isDownload: boolean }

/**
 * Makes a short-lived signed address for one file of an asset.
 * @throws DomainError `not_found`, also for the mask of what has none; `asset_not_ready` while the thumb or preview is still being made
 */
export async function openAssetFile(
  actor: Actor,
  { id, size, isDownload }: AssetFileRequest,
  { db, store }: Pick<Deps, 'db' | 'store'>,
): Promise<string> {
  const asset = await findAsset(db, requireAccount(actor, 'assets:read'), id)
  if (size !== 'original' && asset.status === 'preparing') {
    throw new DomainError('asset_not_ready', 'This picture is still being prepared. Try again in a moment.')
  }
  if (asset.status === 'refused')
    throw new DomainError('file_unreadable', asset.problem ?? 'This file cannot be read.')
  if (size === 'mask' && !(await hasMask(db, id))) throw notFound('mask')
  return store.signedUrl(assetKey(asset, size), {
    expiresInSeconds: FILE_URL_SECONDS,
    mime: mimeOf(asset, size),
    ...(isDownload && { downloadName: downloadName(asset, size) }),
  })
}

/** The asset's own name with the ending of what is sent. */
export function downloadName(asset: { fileName: string; mime: string }, size: AssetSize): string {
  const name = asset.fileName.replace(/\.[a-z0-9]{2,5}$/i, '')
  return `${name}${size === 'mask' ? '-mask' : ''}.${FILE_ENDINGS[mimeOf(asset, size)] ?? 'img'}`
}

function mimeOf({ mime }: { mime: string }, size: AssetSize): string {
  if (size === 'original') return mime
  return size === 'mask' ? 'image/png' : 'image/webp'
}

async function hasMask(db: Deps['db'], id: string): Promise<boolean> {
  const asset = await db.asset.findUnique({ where: { id }, include: withRecipe })
  return asset !== null && storedSizes(asset).includes('mask')
}
