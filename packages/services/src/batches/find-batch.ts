import type { BatchView } from '@studio/core/batches'
import { notFound, type Page, toPage } from '@studio/core/kernel'
import type { Batch, Database, Transaction } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { viewBatch, viewBatches } from './view-batch.ts'

/** Finds one batch of the account. @throws DomainError `not_found` for missing and foreign ones alike */
export async function findBatch(db: Database | Transaction, accountId: string, id: string): Promise<Batch> {
  const batch = await db.batch.findFirst({ where: { id, accountId } })
  if (!batch) throw notFound('batch')
  return batch
}

/** Shows one batch. @throws DomainError `not_found` */
export async function readBatch(
  actor: Actor,
  { id }: { id: string },
  deps: Pick<Deps, 'db' | 'clock'>,
): Promise<BatchView> {
  return viewBatch(await findBatch(deps.db, requireAccount(actor, 'generations:read'), id), deps)
}

/** Lists batches, newest first; drafts among them. */
export async function listBatches(
  actor: Actor,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  deps: Pick<Deps, 'db' | 'clock'>,
): Promise<Page<BatchView>> {
  const accountId = requireAccount(actor, 'generations:read')
  const rows = await deps.db.batch.findMany({
    where: { accountId, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const { items, nextCursor } = toPage(rows, limit)
  return { items: await viewBatches(items, deps), nextCursor }
}

/** What a batch was asked to do: to go on with a draft, or to begin another one like it. @throws DomainError `not_found` */
export async function readRequest(
  actor: Actor,
  { id }: { id: string },
  { db }: Pick<Deps, 'db'>,
): Promise<{ name: string; request: Record<string, unknown> }> {
  const { name, request } = await findBatch(db, requireAccount(actor, 'generations:read'), id)
  return { name, request: request as Record<string, unknown> }
}
