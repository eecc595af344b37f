import { buffer } from 'node:stream/consumers'
import { assetKey } from '@studio/core/assets'
import type { SourceRole } from '@studio/core/shots'
import type { Asset } from '@studio/db'
import { ProviderFailure, type SourcePicture } from '@studio/integrations/picture-provider'
import { PictureUnreadable } from '@studio/integrations/pictures'
import type { Deps } from '../kernel/index.ts'

type ReadDeps = Pick<Deps, 'store' | 'pictures'>

/** An asset as reading it takes. `deletedAt` is as the database wrote it, and null of what is there. */
export type StoredAsset = Pick<Asset, 'id' | 'accountId' | 'attempt' | 'status' | 'mime'> & {
  deletedAt: Date | string | null
}

/** A source as its generation has it; without the asset once that is gone for good. */
export type StoredSource = { asset: StoredAsset | null; role: string }

/**
 * The sources of a generation as its provider wants them: the very bytes, or prepared ones.
 * @throws ProviderFailure `source_gone`, `source_unreadable`
 */
export function readSources(
  sources: readonly StoredSource[],
  { takesOriginals }: { takesOriginals: boolean },
  deps: ReadDeps,
): Promise<SourcePicture[]> {
  return Promise.all(
    sources.map(async ({ asset, role }) => {
      if (!asset || asset.deletedAt) throw new ProviderFailure('source_gone', 'the asset was deleted')
      if (asset.status === 'refused') throw new ProviderFailure('source_unreadable', 'the asset was refused')
      const picture = await readPicture(asset, takesOriginals, deps)
      return { ...picture, role: role as SourceRole }
    }),
  )
}

/** A picture on its way to a provider. @throws ProviderFailure `source_unreadable` */
export async function readPicture(
  asset: StoredAsset,
  isOriginal: boolean,
  { store, pictures }: ReadDeps,
): Promise<{ bytes: Uint8Array; mime: string }> {
  const { body } = await store.get(assetKey(asset, 'original'))
  const bytes = await buffer(body)
  if (isOriginal) return { bytes, mime: asset.mime }
  return pictures.prepareSource(bytes).catch((error: unknown) => {
    throw error instanceof PictureUnreadable
      ? new ProviderFailure('source_unreadable', 'the asset cannot be decoded')
      : error
  })
}
