import { DELETION_DELAY_MS, type DeletionView, type RequestDeletion } from '@studio/core/deletions'
import { DomainError, newId } from '@studio/core/kernel'
import { inTransaction, recordEvent, type Transaction } from '@studio/db'
import { proveItIsYou } from '../accounts/index.ts'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { beginDeletion } from './begin-deletion.ts'
import { viewDeletion } from './read-deletion.ts'

/**
 * Deletes the account that asks: at once, or in seven days, during which it can be cancelled and all works as before.
 * Asked again, what was scheduled stays as it is, unless it is to be now.
 * @throws DomainError `wrong_credentials`, `sign_in_again`, `rate_limited`; nothing is deleted then
 */
export async function requestDeletion(
  actor: Actor,
  { when, password }: RequestDeletion,
  deps: Pick<Deps, 'db' | 'queue' | 'clock' | 'attempts' | 'keys'>,
): Promise<DeletionView> {
  const accountId = requirePerson(actor)
  await proveItIsYou(actor, password, deps)
  return inTransaction(deps.db, async (tx) => {
    const now = deps.clock.now()
    await lockOpenAccount(tx, accountId)
    const isNow = when === 'now'
    const dueAt = new Date(now.getTime() + (isNow ? 0 : DELETION_DELAY_MS))
    const scheduled = await tx.accountDeletion.findFirst({ where: { accountId, status: 'scheduled' } })
    const row = {
      id: newId('deletion', now),
      accountId,
      status: 'scheduled',
      requestedAt: now,
      dueAt,
    } as const
    const { id } = scheduled ?? (await tx.accountDeletion.create({ data: row }))
    const deletionId = id as typeof row.id
    if (isNow) {
      await tx.accountDeletion.update({ where: { id }, data: { dueAt } })
      await beginDeletion(tx, id, now, deps)
    } else if (!scheduled) {
      await recordEvent(tx, { accountId, type: 'account.deletion_scheduled', subjectId: accountId, now })
      await deps.queue.enqueue(tx, 'deletion.announce', { deletionId })
    }
    return viewDeletion(await tx.accountDeletion.findUniqueOrThrow({ where: { id } }), deps)
  })
}

/** Keeps an account that was going to be deleted. Does nothing when there is nothing to stop. */
export async function cancelDeletion(actor: Actor, { db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const accountId = requirePerson(actor)
  await inTransaction(db, async (tx) => {
    const now = clock.now()
    const { count } = await tx.accountDeletion.updateMany({
      where: { accountId, status: 'scheduled' },
      data: { status: 'cancelled', finishedAt: now },
    })
    if (count === 0) return
    await recordEvent(tx, { accountId, type: 'account.deletion_cancelled', subjectId: accountId, now })
  })
}

/** Two requests at once wait for each other here; the second finds what the first one did. */
async function lockOpenAccount(tx: Transaction, accountId: string): Promise<void> {
  const open = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM account WHERE id = ${accountId} AND closed_at IS NULL FOR UPDATE`
  if (open.length === 0) throw new DomainError('already_ended', 'This account is being deleted already.')
}
