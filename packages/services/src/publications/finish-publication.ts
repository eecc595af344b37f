import { MAX_UPLOAD_BYTES } from '@studio/core/assets'
import type { Verification } from '@studio/core/publications'
import type { ProductState } from '@studio/core/stores'
import type { Publication } from '@studio/db'
import { PictureUnreadable } from '@studio/integrations/pictures'
import { StoreFailure } from '@studio/integrations/store-connector'
import { endPublication } from './end-publication.ts'
import { recordOf } from './record.ts'
import type { Shift } from './shift.ts'

type Marking = Verification['markings'][number]

/** The product was read back and is as planned: looks what became of the AI marking, and says that it is published. */
export async function finishPublication(
  row: Publication,
  shift: Shift,
  reading: { live: ProductState; readAt: Date },
): Promise<Publication> {
  const { live, readAt } = reading
  const markings: Marking[] = []
  for (const [key, mediaId] of Object.entries(recordOf(row).brought)) {
    if (!key.startsWith('asset ')) continue
    const url = live.media.find(({ foreignId }) => foreignId === mediaId)?.url ?? null
    const assetId = key.slice('asset '.length)
    markings.push({ assetId, mediaId, marking: await readMarking(assetId, url, shift) })
  }
  const verified = { readAt: readAt.toISOString(), markings }
  return endPublication(row, shift, { status: 'published', verified }, reading)
}

async function readMarking(
  id: string,
  url: string | null,
  { connector, signal, deps }: Shift,
): Promise<Marking['marking']> {
  const asset = await deps.db.asset.findUnique({ where: { id }, select: { marking: true } })
  if (!asset?.marking) return 'none'
  if (url === null) return 'unread'
  try {
    const { bytes, mime } = await connector.readMedia(url, MAX_UPLOAD_BYTES, signal)
    return (await deps.pictures.readMarking(bytes, mime)) === asset.marking ? 'intact' : 'lost'
  } catch (error) {
    // What was published is published: that it could not be looked at is all there is to say.
    if (error instanceof StoreFailure || error instanceof PictureUnreadable) return 'unread'
    throw error
  }
}
