import { DomainError, type Id } from '@studio/core/kernel'
import type { PublicationView } from '@studio/core/publications'
import { inTransaction, recordEvents } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { holdStore, requireConnected } from '../stores/index.ts'
import { readPublications } from './find-publication.ts'

/** Nothing can come of these any more. */
const OVER = ['conflict', 'failed'] as const

/**
 * Approves plans: from now on they are made, one after the other in each store. What was approved before stays as it is.
 * @throws DomainError `not_found`; `already_ended` for one that met a conflict or failed; `store_locked_out`
 */
export async function approvePublications(
  actor: Actor,
  { ids }: { ids: readonly string[] },
  { db, queue, clock }: Pick<Deps, 'db' | 'queue' | 'clock'>,
): Promise<{ items: PublicationView[] }> {
  const accountId = requireAccount(actor, 'stores:publish')
  const items = await inTransaction(db, async (tx) => {
    const found = await readPublications(accountId, ids, { db: tx })
    if (found.some(({ status }) => OVER.some((over) => over === status))) {
      throw new DomainError(
        'already_ended',
        'This plan cannot be made any more: the store was changed, or it failed. Plan it again.',
      )
    }
    const planned = found.filter(({ status }) => status === 'planned')
    for (const id of new Set(planned.map(({ storeId }) => storeId))) {
      // A worker that has this store looks once more after this; one that has left it is followed by this job.
      if (!(await holdStore(tx, { id })))
        requireConnected(await tx.store.findUniqueOrThrow({ where: { id } }))
      await queue.enqueue(tx, 'store.publish', { storeId: id as Id<'store'> }, { unlessWaiting: true })
    }
    const now = clock.now()
    const approved = await tx.publication.updateManyAndReturn({
      where: { id: { in: planned.map(({ id }) => id) }, status: 'planned' },
      data: { status: 'queued', approvedAt: now },
      select: { id: true },
    })
    const events = approved.map(({ id: subjectId }) => ({
      ...{ accountId, type: 'publication.approved' as const, subjectId, now },
    }))
    await recordEvents(tx, events)
    return readPublications(accountId, ids, { db: tx })
  })
  return { items }
}

/** Approves one plan. @throws DomainError as `approvePublications` */
export async function applyPublication(
  actor: Actor,
  { id }: { id: string },
  deps: Pick<Deps, 'db' | 'queue' | 'clock'>,
): Promise<PublicationView> {
  const { items } = await approvePublications(actor, { ids: [id] }, deps)
  return items[0] as PublicationView
}
