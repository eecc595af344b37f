import { notFound } from '@studio/core/kernel'
import { findShot } from '@studio/core/shots'
import { inTransaction, recordEvent } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'

/**
 * Marks a shot of the catalogue or a saved one as a favourite, or no longer; what is so already stays so.
 * @throws DomainError `not_found` for a shot that there is not, also for somebody else's
 */
export async function setFavourite(
  actor: Actor,
  { shotId, isFavourite }: { shotId: string; isFavourite: boolean },
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<void> {
  const accountId = requireAccount(actor, 'generations:write')
  await inTransaction(db, async (tx) => {
    const exists = findShot(shotId) ?? (await tx.savedShot.findFirst({ where: { id: shotId, accountId } }))
    if (!exists) throw notFound('shot')
    const now = clock.now()
    const { count } = isFavourite
      ? await tx.favouriteShot.createMany({
          data: [{ accountId, shotId, createdAt: now }],
          skipDuplicates: true,
        })
      : await tx.favouriteShot.deleteMany({ where: { accountId, shotId } })
    if (count === 0) return
    await recordEvent(tx, { accountId, type: 'favourites.changed', subjectId: shotId, now })
  })
}
