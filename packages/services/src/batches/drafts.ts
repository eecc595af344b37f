import type { BatchView } from '@studio/core/batches'
import { DomainError, newId, notFound } from '@studio/core/kernel'
import { inTransaction, type Prisma, recordEvent } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { hashWork } from '../quotes/index.ts'
import { findBatch } from './find-batch.ts'
import { viewBatch } from './view-batch.ts'

/** What there is of a batch so far. */
export type Draft = { id?: string | undefined; name: string; request: Record<string, unknown> }

/** Keeps a draft, whatever there is of it. @throws DomainError `not_found` for one that was started or deleted */
export async function saveDraft(
  actor: Actor,
  { id, name, request }: Draft,
  deps: Pick<Deps, 'db' | 'clock'>,
): Promise<BatchView> {
  const accountId = requireAccount(actor, 'generations:write')
  const now = deps.clock.now()
  const data = {
    name,
    request: request as Prisma.InputJsonObject,
    requestHash: hashWork(request),
  }
  const draftId = id ?? newId('batch', now)
  await inTransaction(deps.db, async (tx) => {
    if (id) {
      const { count } = await tx.batch.updateMany({ where: { id, accountId, status: 'draft' }, data })
      if (count === 0) throw notFound('draft')
    } else {
      await tx.batch.create({ data: { ...data, id: draftId, accountId, status: 'draft', createdAt: now } })
    }
    await recordEvent(tx, { accountId, type: 'batch.changed', subjectId: draftId, now })
  })
  return viewBatch(await findBatch(deps.db, accountId, draftId), deps)
}

/**
 * Deletes a draft, or a batch that has finished; its pictures stay in the library.
 * @throws DomainError `not_found`; `already_ended` while it is still under way
 */
export async function deleteBatch(
  actor: Actor,
  { id }: { id: string },
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<void> {
  const accountId = requireAccount(actor, 'generations:write')
  await inTransaction(db, async (tx) => {
    await findBatch(tx, accountId, id)
    const { count } = await tx.batch.deleteMany({
      where: { id, accountId, status: { in: ['draft', 'finished'] } },
    })
    if (count === 0)
      throw new DomainError('already_ended', 'It is still under way. Cancel it first, or let it finish.')
    await recordEvent(tx, { accountId, type: 'batch.changed', subjectId: id, now: clock.now() })
  })
}
