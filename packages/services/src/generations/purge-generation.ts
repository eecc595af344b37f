import { assetPrefix } from '@studio/core/assets'
import { hasEnded } from '@studio/core/generations'
import { JOBS } from '@studio/core/jobs'
import type { Id } from '@studio/core/kernel'
import { inTransaction, recordEvent } from '@studio/db'
import { deletePrefix } from '@studio/integrations/object-store'
import { forgetKeptCopies } from '../assets/index.ts'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { assetIdOf } from './remove-leftovers.ts'
import { keepSpentKey } from './spent-key.ts'

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
  await forgetKeptCopies(assetIds, { db, store })
  const now = clock.now()
  if (generation.outputs.some(({ claim }) => claim) && now < latestWorker(generation)) {
    const startAfter = new Date(now.getTime() + PURGE_AGAIN_MS)
    const payload = { generationId: id as Id<'generation'> }
    return inTransaction(db, (tx) => queue.enqueue(tx, 'generation.purge', payload, { startAfter }))
  }
  await inTransaction(db, async (tx) => {
    const { count } = await tx.generation.deleteMany({ where: { id } })
    await tx.asset.deleteMany({ where: { id: { in: assetIds } } })
    if (generation.quoteId) await tx.quote.deleteMany({ where: { id: generation.quoteId } })
    if (count === 0) return
    await keepSpentKey(tx, generation, now)
    const facts = { objects, isProvedGone: true }
    await recordEvent(tx, { accountId, type: 'generation.purged', subjectId: id, facts, now })
  })
}

const PURGE_AGAIN_MS = 5000

/** By when no worker can be at it any more: every job is taken from its worker in the end. */
function latestWorker({ deletedAt }: { deletedAt: Date | null }): Date {
  return new Date((deletedAt?.getTime() ?? 0) + 2 * JOBS['output.make'].timeoutSeconds * 1000)
}
