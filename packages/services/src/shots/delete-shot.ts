import { notFound } from '@studio/core/kernel'
import { inTransaction, recordEvent } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'

/** Deletes a saved shot. Pictures made with it keep their recipe. @throws DomainError `not_found` */
export async function deleteShot(
  actor: Actor,
  { id }: { id: string },
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<void> {
  const accountId = requireAccount(actor, 'generations:write')
  await inTransaction(db, async (tx) => {
    const { count } = await tx.savedShot.deleteMany({ where: { id, accountId } })
    if (count === 0) throw notFound('saved shot')
    await tx.favouriteShot.deleteMany({ where: { shotId: id, accountId } })
    await recordEvent(tx, { accountId, type: 'saved_shot.changed', subjectId: id, now: clock.now() })
  })
}
