import { JOBS } from '@studio/core/jobs'
import { inTransaction } from '@studio/db'
import { releaseRest } from '../batch-items/index.ts'
import { giveUpOutputs, lockGeneration, lockLine } from '../generations/index.ts'
import type { Deps } from '../kernel/index.ts'
import { cancelPendingOrders } from '../subscriptions/index.ts'
import type { RunningDeletion } from './running-deletion.ts'

/** Cancels whatever waits or runs and gives its credits back, and withdraws orders that were not paid. */
export async function stopWork(
  { accountId }: RunningDeletion,
  deps: Pick<Deps, 'db' | 'clock' | 'billing' | 'queue'>,
): Promise<void> {
  const isUnderWay = { accountId, status: { in: ['running' as const, 'paused' as const] } }
  for (const batch of await deps.db.batch.findMany({ where: isUnderWay })) {
    await inTransaction(deps.db, async (tx) => {
      await lockLine(tx, accountId)
      await releaseRest(tx, batch, 'cancelled', deps.clock.now())
    })
  }
  const isOpen = { accountId, outputs: { some: { status: { in: ['queued' as const, 'running' as const] } } } }
  for (const { id } of await deps.db.generation.findMany({ where: isOpen, select: { id: true } })) {
    await inTransaction(deps.db, async (tx) => {
      const generation = await lockGeneration(tx, { id })
      if (generation) await giveUpOutputs(tx, generation, deps, deps.clock.now())
    })
  }
  await deps.db.export.updateMany({
    where: { accountId, deletedAt: null },
    data: { deletedAt: deps.clock.now() },
  })
  await cancelPendingOrders(accountId, {}, deps)
}

/** An upload's bytes are on their way to storage for seconds; after this long nobody is at it any more. */
const UPLOAD_MS = 2 * 60_000

/**
 * Whether somebody may still store a file: a worker that was not told yet that its output or archive is given up, or
 * the API with the rest of an upload. Their rows must stay until then: by them a redelivered job finds its files.
 */
export async function isUnderWay(
  { accountId, closedAt }: { accountId: string; closedAt: Date },
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<boolean> {
  const now = clock.now().getTime()
  // Every job is taken from its worker in the end, and from the one after it.
  const isPatient = (timeoutMs: number) => now - closedAt.getTime() < timeoutMs
  if (isPatient(2 * JOBS['output.make'].timeoutSeconds * 1000)) {
    if (await db.output.findFirst({ where: { accountId, claim: { not: null } } })) return true
  }
  if (isPatient(2 * JOBS['export.make'].timeoutSeconds * 1000)) {
    if (await db.export.findFirst({ where: { accountId, status: 'running' } })) return true
  }
  const arriving = { accountId, status: 'uploading' as const, createdAt: { gt: new Date(now - UPLOAD_MS) } }
  return (await db.asset.findFirst({ where: arriving })) !== null
}

/** How long a publication under way is waited for: a product is rather finished than left half-done. */
const PUBLISHING_MS = 10 * 60_000

/**
 * Whether a product in a store of the account is half changed, which must not be left before it is done: by a worker now,
 * or between two tries.
 */
export async function isPublishing(
  { accountId, closedAt }: { accountId: string; closedAt: Date },
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<boolean> {
  const now = clock.now()
  if (now.getTime() - closedAt.getTime() >= PUBLISHING_MS) return false
  const begun = { status: { in: ['running' as const, 'reverting' as const] } }
  const isHeld = { publishClaim: { not: null }, publishUntil: { gt: now } }
  const isHalfDone = { status: 'connected' as const, publications: { some: begun } }
  const where = { accountId, OR: [isHeld, isHalfDone] }
  return (await db.store.findFirst({ where, select: { id: true } })) !== null
}
