import { assetPrefix } from '@studio/core/assets'
import { hasEnded } from '@studio/core/generations'
import { JOBS } from '@studio/core/jobs'
import type { Id } from '@studio/core/kernel'
import { inTransaction, recordEvent } from '@studio/db'
import { deletePrefix } from '@studio/integrations/object-store'
import { type Actor, type Deps, requireAccount, requireSystem } from '../kernel/index.ts'
import { cancelQueued } from './cancel-generation.ts'
import { findGeneration } from './find-generation.ts'
import { updateGenerationStatus } from './finish-generation.ts'
import { lockGeneration } from './lock-generation.ts'
import { assetIdOf } from './remove-leftovers.ts'
import { releaseOutput } from './settle-output.ts'

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
  const accountId = requireAccount(actor)
  await inTransaction(db, async (tx) => {
    await findGeneration(tx, accountId, id)
    const generation = await lockGeneration(tx, { id })
    if (!generation) return
    const now = clock.now()
    await cancelQueued(tx, generation, now)
    const running = await tx.output.findMany({ where: { generationId: id, status: 'running' } })
    for (const output of running) {
      // The claim stays until the worker lets go, so that the purge knows whom to wait for.
      await tx.output.update({ where: { id: output.id }, data: { status: 'cancelled', finishedAt: now } })
      await releaseOutput(tx, generation, output.id, 'cancelled', now)
    }
    await updateGenerationStatus(tx, generation, now)
    await tx.asset.updateMany({ where: { output: { generationId: id } }, data: { deletedAt: now } })
    await tx.generation.update({ where: { id }, data: { deletedAt: now } })
    await recordEvent(tx, { accountId, type: 'generation.deleted', subjectId: id, now })
    await queue.enqueue(tx, 'generation.purge', { generationId: id })
  })
}

/**
 * Removes what a deleted generation left: the objects of every output, proved by listing, then the rows.
 * While a worker still holds an output the bytes go at once, but rows and proof wait until it let go: it could
 * store one more file. Safe to run twice and to be interrupted anywhere.
 */
export async function purgeGeneration(
  actor: Actor,
  { generationId: id }: { generationId: string },
  { db, store, queue, clock }: Pick<Deps, 'db' | 'store' | 'queue' | 'clock'>,
): Promise<void> {
  requireSystem(actor)
  const generation = await db.generation.findFirst({
    where: { id, deletedAt: { not: null } },
    include: { outputs: true },
  })
  if (!generation || generation.outputs.some(({ status }) => !hasEnded(status))) return
  const { accountId } = generation
  const assetIds = generation.outputs.map((output) => assetIdOf(output.id))
  let objects = 0
  for (const assetId of assetIds)
    objects += await deletePrefix(store, assetPrefix({ accountId, id: assetId }))
  const now = clock.now()
  if (generation.outputs.some(({ claim }) => claim) && now < latestWorker(generation)) {
    const startAfter = new Date(now.getTime() + PURGE_AGAIN_MS)
    const payload = { generationId: id as Id<'generation'> }
    return inTransaction(db, (tx) => queue.enqueue(tx, 'generation.purge', payload, { startAfter }))
  }
  await inTransaction(db, async (tx) => {
    const { count } = await tx.generation.deleteMany({ where: { id } })
    await tx.asset.deleteMany({ where: { id: { in: assetIds } } })
    // The quote holds the person's own words too.
    if (generation.quoteId) await tx.quote.deleteMany({ where: { id: generation.quoteId } })
    if (count === 0) return
    const facts = { objects, isProvedGone: true }
    await recordEvent(tx, { accountId, type: 'generation.purged', subjectId: id, facts, now })
  })
}

const PURGE_AGAIN_MS = 5000

/** By when no worker can be at it any more: every job is taken from its worker in the end. */
function latestWorker({ deletedAt }: { deletedAt: Date | null }): Date {
  return new Date((deletedAt?.getTime() ?? 0) + 2 * JOBS['output.make'].timeoutSeconds * 1000)
}
