import {
  type Conflict,
  type PublicationFailure,
  snapshotPrefix,
  type Verification,
} from '@studio/core/publications'
import type { ProductState } from '@studio/core/stores'
import { Prisma, type Publication, recordEvent } from '@studio/db'
import { deletePrefix } from '@studio/integrations/object-store'
import { announce } from '../webhooks/index.ts'
import { mirror } from './read-live.ts'
import { toJson } from './record.ts'
import type { Shift } from './shift.ts'

/** The product as it was last read. */
export type Reading = { live: ProductState | null; readAt: Date }

/** How a publication ends. */
export type Ending =
  | { status: 'published'; verified: Verification }
  | { status: 'conflict'; conflicts: readonly Conflict[] }
  | { status: 'failed'; failureCode: PublicationFailure }

/**
 * Writes down how a publication ended, mirrors the product as it is, and tells whoever wants to know. Of one that ended
 * without effect no snapshot is kept: there is nothing to undo.
 */
export async function endPublication(
  row: Publication,
  { store, write, deps }: Shift,
  { status, ...came }: Ending,
  reading: Reading | null,
): Promise<Publication> {
  const { id, accountId, storeId, undoesId, foreignId } = row
  const isWithoutEffect = status !== 'published'
  const ended = await write(async (tx, now) => {
    const productId = reading ? await mirror(tx, store, foreignId, reading) : row.productId
    await recordEvent(tx, { accountId, type: `publication.${status}`, subjectId: id, now })
    const data = { publicationId: id, storeId, productId, undoesId }
    const told = 'failureCode' in came ? { ...data, ...came } : data
    await announce(tx, { accountId, type: eventOf(status, undoesId), data: told, now })
    return tx.publication.update({
      where: { id },
      data: {
        ...{ status, productId, finishedAt: now, attempt: 0 },
        ...('failureCode' in came && came),
        ...('conflicts' in came && { conflicts: toJson(came.conflicts) }),
        ...('verified' in came && { verified: toJson(came.verified) }),
        ...(isWithoutEffect && { snapshot: Prisma.DbNull }),
      },
    })
  })
  if (isWithoutEffect) await deletePrefix(deps.store, snapshotPrefix(row))
  return ended
}

/** What webhooks call it: an undo is a publication of its own, and whoever listens wants to tell them apart. */
function eventOf(status: Ending['status'], undoesId: string | null) {
  if (status !== 'published') return `publication.${status}` as const
  return undoesId === null ? 'publication.applied' : 'publication.undone'
}
