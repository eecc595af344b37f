import type { Id } from '@studio/core/kernel'
import { BEGUN_STATUSES, type PublicationFailure, type PublicationStatus } from '@studio/core/publications'
import { recordEvent, type Store, type Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { announce } from '../webhooks/index.ts'
import { DESTROYED } from './lock-out.ts'

/** How a store ends. `keepHistory`: its row and its publications stay to be looked at. */
export type Ending = { keepHistory: boolean; now: Date }

/** What cannot be made any more, and what is said of it: what was only planned, and what had begun. */
const OPEN = [
  { statuses: ['planned', 'queued'], failureCode: 'undone_by_store' },
  { statuses: [...BEGUN_STATUSES], failureCode: 'left_half_way' },
] as const satisfies { statuses: PublicationStatus[]; failureCode: PublicationFailure }[]

/**
 * Ends a store for us: what it let us in with is destroyed, its mirror is deleted, and what was still to be published
 * fails; of what had begun it is said that it was left half-way. Without its history even its name and address go at once,
 * and a job removes the rest.
 */
export async function endStore(
  tx: Transaction,
  { id, accountId }: Pick<Store, 'id' | 'accountId'>,
  { keepHistory, now }: Ending,
  { queue }: Pick<Deps, 'queue'>,
): Promise<void> {
  const nameless = { shop: '', name: '', address: '' }
  await tx.store.update({
    where: { id },
    data: {
      ...{ status: 'disconnected', disconnectedAt: now, problem: null, scopes: [], publishClaim: null },
      leavingSince: null,
      ...{ mirrorStatus: 'waiting', mirroredAt: null, mirrorRun: { increment: 1 } },
      ...DESTROYED,
      ...(!keepHistory && nameless),
    },
  })
  for (const { statuses, failureCode } of OPEN) {
    const failed = await tx.publication.updateManyAndReturn({
      where: { storeId: id, status: { in: [...statuses] } },
      data: { status: 'failed', failureCode, finishedAt: now },
      select: { id: true, productId: true, undoesId: true },
    })
    for (const { id: publicationId, productId, undoesId } of failed) {
      const data = { publicationId, storeId: id, productId, undoesId, failureCode }
      await recordEvent(tx, { accountId, type: 'publication.failed', subjectId: publicationId, now })
      await announce(tx, { accountId, type: 'publication.failed', data, now })
    }
  }
  await tx.product.deleteMany({ where: { storeId: id } })
  await recordEvent(tx, { accountId, type: 'store.disconnected', subjectId: id, now })
  if (!keepHistory) await queue.enqueue(tx, 'store.purge', { storeId: id as Id<'store'> })
}
