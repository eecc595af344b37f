import { buffer } from 'node:stream/consumers'
import { notFound } from '@studio/core/kernel'
import { snapshotKey } from '@studio/core/publications'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import type { ProductMedia } from '../stores/index.ts'
import { findPublication } from './find-publication.ts'
import { recordOf } from './record.ts'

/** Finds a picture that a publication's snapshot has kept, to be looked at. @throws DomainError `not_found` */
export async function openKeptPicture(
  actor: Actor,
  { id, mediaId }: { id: string; mediaId: string },
  { db, store, pictures }: Pick<Deps, 'db' | 'store' | 'pictures'>,
): Promise<ProductMedia> {
  const row = await findPublication(db, requireAccount(actor, 'stores:read'), id)
  const kept = recordOf(row).snapshot?.kept.find((picture) => picture.mediaId === mediaId)
  if (!kept) throw notFound('picture')
  const { sha256 } = kept
  const load = async () => pictures.shrink(await buffer((await store.get(snapshotKey(row, sha256))).body))
  return { tag: sha256, load }
}
