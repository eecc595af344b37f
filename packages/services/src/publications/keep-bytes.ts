import { createHash } from 'node:crypto'
import { MAX_UPLOAD_BYTES } from '@studio/core/assets'
import { type KeptBytes, snapshotKey, snapshotPrefix } from '@studio/core/publications'
import type { MediaState } from '@studio/core/stores'
import type { Publication } from '@studio/db'
import { deletePrefix } from '@studio/integrations/object-store'
import { StoreFailure } from '@studio/integrations/store-connector'
import type { OurMedia } from './find-our-media.ts'
import type { Shift } from './shift.ts'

/**
 * Stores the bytes of the pictures that a publication takes off, so that they can be put back whatever becomes of their
 * files. Of a picture whose asset was deleted nothing is kept: its file stays in the store instead.
 * @throws StoreFailure `busy` while the store still processes one of them
 */
export async function keepBytes(
  row: Publication,
  leaving: readonly MediaState[],
  ours: ReadonlyMap<string, OurMedia>,
  { connector, signal, deps }: Shift,
): Promise<KeptBytes[]> {
  // What an earlier try has kept may not be what is kept now.
  await deletePrefix(deps.store, snapshotPrefix(row))
  const kept: KeptBytes[] = []
  for (const { foreignId: mediaId, kind, url } of leaving) {
    const our = ours.get(mediaId)
    if (kind !== 'picture' || (our && !our.assetId)) continue
    if (url === null) throw new StoreFailure('busy', 'a picture is still being processed')
    const { bytes, mime } = await connector.readMedia(url, MAX_UPLOAD_BYTES, signal)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const sizeBytes = bytes.byteLength
    await deps.store.put(snapshotKey(row, sha256), bytes, { mime, sizeBytes })
    kept.push({ mediaId, mime, sha256, sizeBytes, assetId: our?.assetId ?? null })
  }
  return kept
}
