import type { Id } from '@studio/core/kernel'
import { inTransaction, recordEvent } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { admitOutputs } from './admit-outputs.ts'
import { findGeneration } from './find-generation.ts'
import { giveUpOutputs } from './give-up-outputs.ts'
import { lockGeneration } from './lock-generation.ts'

/**
 * Deletes a generation and its outputs' pictures: nobody sees them from this moment, whatever still runs is
 * given up and not charged, and the bytes go by a job that proves it. Ledger entries stay, as numbers.
 * @throws DomainError `not_found`
 */
export async function deleteGeneration(
  actor: Actor,
  { id }: { id: Id<'generation'> },
  { db, queue, clock }: Pick<Deps, 'db' | 'queue' | 'clock'>,
): Promise<void> {
  const accountId = requireAccount(actor, 'generations:write')
  await inTransaction(db, async (tx) => {
    await findGeneration(tx, accountId, id)
    const generation = await lockGeneration(tx, { id })
    if (!generation) return
    const now = clock.now()
    await giveUpOutputs(tx, generation, { queue }, now)
    await admitOutputs(tx, accountId, { queue })
    await tx.asset.updateMany({ where: { output: { generationId: id } }, data: { deletedAt: now } })
    await tx.generation.update({ where: { id }, data: { deletedAt: now } })
    await recordEvent(tx, { accountId, type: 'generation.deleted', subjectId: id, now })
    await queue.enqueue(tx, 'generation.purge', { generationId: id })
  })
}
