import { buffer } from 'node:stream/consumers'
import { assetKey, assetPrefix } from '@studio/core/assets'
import type { AiMarking } from '@studio/core/generations'
import { type Asset, inTransaction, recordEvent } from '@studio/db'
import { deletePrefix, ObjectMissing } from '@studio/integrations/object-store'
import { type Derivatives, PictureUnreadable } from '@studio/integrations/pictures'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { beginAnalysis, type LookDeps } from './begin-analysis.ts'

/**
 * Makes the thumb and the preview of an upload, with the AI marking that it brought. Safe to run twice: the
 * derivatives of the same original are the same. Then it is looked at. An original that cannot be decoded is refused with a sentence, and its bytes are removed.
 */
export async function prepareAsset(
  actor: Actor,
  { assetId, accountId }: { assetId: string; accountId: string },
  deps: Pick<Deps, 'db' | 'store' | 'pictures'> & LookDeps,
): Promise<void> {
  requireSystem(actor)
  const asset = await deps.db.asset.findUnique({ where: { id: assetId } })
  if (!asset || asset.deletedAt) {
    // The worker before may have stored something after the purge, and died.
    await deletePrefix(deps.store, assetPrefix({ accountId, id: assetId }))
    return
  }
  if (asset.status !== 'preparing') return
  try {
    const { body } = await deps.store.get(assetKey(asset, 'original'))
    const bytes = await buffer(body)
    const marking = await deps.pictures.readMarking(bytes, asset.mime)
    const derivatives = await deps.pictures.derive(bytes, marking ?? undefined)
    await storeDerivatives(asset, derivatives, deps)
    await finishAsset(asset, 'asset.prepared', { status: 'ready', marking, ...sizeOf(derivatives) }, deps)
  } catch (error) {
    // Without its original it was refused before, by a worker that died before it could say so.
    if (!(error instanceof PictureUnreadable || error instanceof ObjectMissing)) throw error
    await deps.store.delete([assetKey(asset, 'original')])
    const problem = `“${asset.fileName}” is damaged and cannot be read. Export the picture again and upload the new file.`
    await finishAsset(asset, 'asset.refused', { status: 'refused', problem }, deps)
  }
}

/** Stores the small ones of an asset next to its original. */
export async function storeDerivatives(
  asset: { accountId: string; id: string; attempt: number },
  { thumb, preview }: Derivatives,
  { store }: Pick<Deps, 'store'>,
): Promise<void> {
  const put = (size: 'thumb' | 'preview', bytes: Uint8Array) =>
    store.put(assetKey(asset, size), bytes, { mime: 'image/webp', sizeBytes: bytes.byteLength })
  await Promise.all([put('thumb', thumb), put('preview', preview)])
}

/** The columns that derivatives tell about an asset. */
export function sizeOf({ widthPx, heightPx, hasAlpha, thumbHash }: Derivatives) {
  return { widthPx, heightPx, hasAlpha, thumbHash }
}

type Prepared = { status: 'ready'; marking: AiMarking | null } & ReturnType<typeof sizeOf>

async function finishAsset(
  asset: Asset,
  type: 'asset.prepared' | 'asset.refused',
  data: Prepared | { status: 'refused'; problem: string },
  deps: Pick<Deps, 'db' | 'store'> & LookDeps,
): Promise<void> {
  const { db, store, clock } = deps
  const isDeleted = await inTransaction(db, async (tx) => {
    const { count } = await tx.asset.updateMany({
      where: { id: asset.id, status: 'preparing', deletedAt: null },
      data,
    })
    if (count) {
      await recordEvent(tx, { accountId: asset.accountId, type, subjectId: asset.id, now: clock.now() })
      if (type === 'asset.prepared') await beginAnalysis(tx, asset, deps)
    }
    return count === 0 && (await tx.asset.count({ where: { id: asset.id, deletedAt: null } })) === 0
  })
  // Deleted while this ran: what was stored since the purge must not stay behind.
  if (isDeleted) await deletePrefix(store, assetPrefix(asset))
}
