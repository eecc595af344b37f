import { inTransaction, type Transaction } from '@studio/db'
import { endSessions } from '../accounts/index.ts'
import type { Deps } from '../kernel/index.ts'
import { DOORS } from './account-tables.ts'
import { removeRowsNow } from './remove-rows.ts'
import { toRunning } from './running-deletion.ts'

/**
 * Begins a deletion that was scheduled: from this moment nobody gets in, neither a browser nor a program, and what is
 * left is a job's to remove. Does nothing for one that has begun or was cancelled.
 */
export async function beginDeletion(
  tx: Transaction,
  deletionId: string,
  now: Date,
  { queue }: Pick<Deps, 'queue'>,
): Promise<void> {
  const { count } = await tx.accountDeletion.updateMany({
    where: { id: deletionId, status: 'scheduled' },
    data: { status: 'running' },
  })
  if (count === 0) return
  const deletion = toRunning(await tx.accountDeletion.findUniqueOrThrow({ where: { id: deletionId } }))
  await tx.account.update({ where: { id: deletion.accountId }, data: { closedAt: now } })
  await endSessions(tx, deletion, now)
  await removeRowsNow(tx, DOORS, deletion)
  await queue.enqueue(tx, 'account.delete', { deletionId: deletion.id })
}

/** How many deletions one sweep looks at. */
const PER_RUN = 1000

/**
 * Begins deletions whose day has come, and gives its job back to one that lost it. Safe to run at any time, twice
 * at once.
 */
export async function resumeDeletions(now: Date, deps: Pick<Deps, 'db' | 'queue'>): Promise<void> {
  const due = { status: 'scheduled' as const, dueAt: { lte: now } }
  for (const { id } of await deps.db.accountDeletion.findMany({ where: due, take: PER_RUN }))
    await inTransaction(deps.db, (tx) => beginDeletion(tx, id, now, deps))
  const running = await deps.db.accountDeletion.findMany({ where: { status: 'running' }, take: PER_RUN })
  for (const { id } of running) {
    const payload = { deletionId: id as `del_${string}` }
    await inTransaction(deps.db, (tx) =>
      deps.queue.enqueue(tx, 'account.delete', payload, { unlessPending: true }),
    )
  }
}
