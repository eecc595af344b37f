import { DomainError } from '@studio/core/kernel'
import { snapshotPrefix } from '@studio/core/publications'
import { inTransaction, recordEvents } from '@studio/db'
import { deletePrefix } from '@studio/integrations/object-store'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { readPublications } from './find-publication.ts'

/** Nothing of these is in a store. */
const WITHOUT_EFFECT = ['planned', 'conflict', 'failed'] as const

/**
 * Forgets plans that were not approved, and publications without effect.
 * @throws DomainError `not_found`; `already_ended` for what was approved: it is being made, or can be undone
 */
export async function discardPublications(
  actor: Actor,
  { ids }: { ids: readonly string[] },
  { db, store, clock }: Pick<Deps, 'db' | 'store' | 'clock'>,
): Promise<void> {
  const accountId = requireAccount(actor, 'stores:publish')
  await inTransaction(db, async (tx) => {
    await readPublications(accountId, ids, { db: tx })
    const { count } = await tx.publication.deleteMany({
      where: { id: { in: [...ids] }, status: { in: [...WITHOUT_EFFECT] } },
    })
    if (count < new Set(ids).size) {
      throw new DomainError(
        'already_ended',
        'This publication was approved, so it is part of the product’s history. Undo it once it is published.',
      )
    }
    const now = clock.now()
    const events = [...new Set(ids)].map((subjectId) => ({
      ...{ accountId, type: 'publication.discarded' as const, subjectId, now },
    }))
    await recordEvents(tx, events)
  })
  for (const id of ids) await deletePrefix(store, snapshotPrefix({ accountId, id }))
}
