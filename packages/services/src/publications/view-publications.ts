import type { Id } from '@studio/core/kernel'
import {
  conflictWords,
  type DiffMedia,
  diffOf,
  keyOf,
  type MediaRef,
  PUBLICATION_FAILURES,
  type PublicationFailure,
  type PublicationView,
  type Snapshot,
  warningWords,
} from '@studio/core/publications'
import type { Prisma } from '@studio/db'
import { mediaFile, mediaOf } from '../stores/index.ts'
import { recordOf } from './record.ts'

/** What a view is made of, beside the row itself. */
export const WITH_SURROUNDINGS = {
  store: { select: { status: true } },
  product: { select: { media: true } },
  assets: { select: { assetId: true }, where: { asset: { deletedAt: null } } },
  undoes: { select: { id: true, snapshot: true } },
  undoneBy: { select: { id: true }, where: { status: 'published' }, take: 1 },
} as const satisfies Prisma.PublicationInclude

type PublicationWithSurroundings = Prisma.PublicationGetPayload<{ include: typeof WITH_SURROUNDINGS }>

/** Shows publications, in the order in which they are given. */
export function viewPublications(rows: readonly PublicationWithSurroundings[]): PublicationView[] {
  return rows.map(viewPublication)
}

function viewPublication(row: PublicationWithSurroundings): PublicationView {
  const { before, target, warnings, steps, snapshot, verified, conflicts } = recordOf(row)
  const diff = diffOf(before, target)
  const planned = before.media.map(({ foreignId }) => foreignId)
  const show = ({ ref, alt, change }: DiffMedia) => ({ ref, alt, change, file: fileOf(ref, row) })
  const undoneBy = row.undoneBy[0]?.id ?? null
  const failureCode = row.failureCode as PublicationFailure | null
  return {
    id: row.id as Id<'publication'>,
    storeId: row.storeId as Id<'store'>,
    productId: row.productId as Id<'product'> | null,
    groupId: row.groupId as Id<'publicationGroup'>,
    title: row.title,
    status: row.status,
    undoesId: row.undoesId as Id<'publication'> | null,
    undoneById: undoneBy as Id<'publication'> | null,
    canUndo: row.status === 'published' && snapshot !== null && !undoneBy && row.store.status === 'connected',
    before: diff.before.map(show),
    after: diff.after.map(show),
    variants: diff.variants.map(({ foreignId, title, before, after }) => ({
      ...{ foreignId, title, before: before && keyOf(before), after: after && keyOf(after) },
    })),
    warnings: warnings.map((warning) => ({
      code: warning.what,
      message: warningWords(warning),
      assetId: 'assetId' in warning ? warning.assetId : null,
    })),
    progress: { done: row.stepsDone, total: steps.length },
    failure: failureCode && { code: failureCode, message: PUBLICATION_FAILURES[failureCode] },
    conflicts: (conflicts ?? []).map((conflict) => conflictWords(conflict, planned)),
    verification: verified && { readAt: verified.readAt, markings: [...verified.markings] },
    createdAt: row.createdAt.toISOString(),
    approvedAt: row.approvedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

/** Where a browser gets a small copy of a picture: from the library, the mirror, or what a snapshot has kept. */
function fileOf(ref: MediaRef, row: PublicationWithSurroundings): string | null {
  if (ref.from === 'asset') {
    const isThere = row.assets.some(({ assetId }) => assetId === ref.assetId)
    return isThere ? `/api/assets/${ref.assetId}/file?size=thumb` : null
  }
  const undone = row.undoes && keptFile(row.undoes, ref.mediaId)
  if (ref.from === 'snapshot') return undone
  const mirrored = row.product && mediaOf(row.product).find(({ foreignId }) => foreignId === ref.mediaId)
  const shown = mirrored && row.productId ? mediaFile(row.productId, mirrored) : null
  return shown ?? keptFile(row, ref.mediaId)
}

function keptFile({ id, snapshot }: { id: string; snapshot: unknown }, mediaId: string): string | null {
  const kept = (snapshot as Snapshot | null)?.kept ?? []
  const isKept = kept.some((picture) => picture.mediaId === mediaId)
  return isKept ? `/api/publications/${id}/kept/${encodeURIComponent(mediaId)}` : null
}
