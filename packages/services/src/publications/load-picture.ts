import { buffer } from 'node:stream/consumers'
import { assetKey, FILE_ENDINGS, sizeWithin } from '@studio/core/assets'
import type { AiMarking } from '@studio/core/generations'
import { fileNameOf, type MediaRef, markerOf, snapshotKey } from '@studio/core/publications'
import type { Publication } from '@studio/db'
import type { NewMedia } from '@studio/integrations/store-connector'
import { recordOf } from './record.ts'
import type { Shift } from './shift.ts'

/** The picture of a plan is no longer ours to send: its asset was deleted, and with it what was kept of it. */
export class AssetGone extends Error {
  override readonly name = 'AssetGone'
}

type File = Pick<NewMedia, 'bytes' | 'mime'>
type Brought = Exclude<MediaRef, { from: 'store' }>

/** Every store takes these as they are. */
const SENT_AS_THEY_ARE = ['image/jpeg', 'image/png', 'image/webp']

/** Gets a picture that is to be put into a store, in a form that the store takes. @throws AssetGone */
export async function loadPicture(
  ref: Brought,
  row: Publication,
  shift: Shift,
): Promise<Omit<NewMedia, 'alt'>> {
  const file =
    ref.from === 'asset' ? await loadAsset(ref.assetId, row, shift) : await loadKept(ref.mediaId, row, shift)
  const marker = markerOf(row.id, ref)
  const handle = recordOf(row).before.handle
  return { ...file, marker, fileName: fileNameOf(handle, marker, endingOf(file.mime)) }
}

/** The names that a picture may have in a store which cannot be loaded any more, so that nobody knows its form. */
export function namesOf(ref: Brought, row: Publication): Pick<NewMedia, 'marker' | 'fileName'>[] {
  const marker = markerOf(row.id, ref)
  const handle = recordOf(row).before.handle
  return SENT_AS_THEY_ARE.map((mime) => ({ marker, fileName: fileNameOf(handle, marker, endingOf(mime)) }))
}

const endingOf = (mime: string) => FILE_ENDINGS[mime] ?? 'img'

async function loadAsset(id: string, { accountId }: Publication, { connector, deps }: Shift): Promise<File> {
  const asset = await deps.db.asset.findFirst({ where: { id, accountId, deletedAt: null } })
  if (!asset) throw new AssetGone()
  const bytes = await read(assetKey(asset, 'original'), deps.store)
  const { mime, sizeBytes, widthPx, heightPx } = asset
  if (widthPx === null || heightPx === null) throw new AssetGone()
  const size = { widthPx, heightPx }
  const smaller = sizeWithin({ ...size, sizeBytes }, connector.limits)
  if (!smaller && SENT_AS_THEY_ARE.includes(mime)) return { bytes, mime }
  const fit = { ...(smaller ?? size), maxBytes: connector.limits.pictureBytes }
  return deps.pictures.scale(bytes, fit, (asset.marking as AiMarking | null) ?? undefined)
}

/** Of the publication's own snapshot, when its steps are taken back, or of the one that it undoes. */
async function loadKept(mediaId: string, row: Publication, { deps }: Shift): Promise<File> {
  const undone = row.undoesId ? await deps.db.publication.findUnique({ where: { id: row.undoesId } }) : null
  for (const publication of [row, undone]) {
    const kept = publication && recordOf(publication).snapshot?.kept.find((one) => one.mediaId === mediaId)
    if (publication && kept)
      return { bytes: await read(snapshotKey(publication, kept.sha256), deps.store), mime: kept.mime }
  }
  throw new AssetGone()
}

async function read(key: string, store: Shift['deps']['store']): Promise<Uint8Array> {
  return buffer((await store.get(key)).body)
}
