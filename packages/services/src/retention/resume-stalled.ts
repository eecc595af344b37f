import type { Id } from '@studio/core/kernel'
import { inTransaction } from '@studio/db'
import { resumeAnalyses } from '../analyses/index.ts'
import { resumeItems } from '../batches/index.ts'
import { resumeExports } from '../exports/index.ts'
import { admitOutputs, lockGeneration, lockLine } from '../generations/index.ts'
import type { Deps } from '../kernel/index.ts'
import { resumePublications } from '../publications/index.ts'

/** How long nothing may have happened to something before it is asked whether its job is still there. */
export const STALLED_MS = 5 * 60_000

const MOST_AT_ONCE = 1000

type Sweep = Pick<Deps, 'db' | 'queue'>

/**
 * Gives back its job to whatever waits for one that is gone: an outage can outlast every redelivery. Nothing is
 * added while the job waits, runs or is about to be tried again.
 */
export async function resumeStalled(now: Date, deps: Sweep): Promise<void> {
  const since = new Date(now.getTime() - STALLED_MS)
  await resumePurges(since, deps)
  await resumePreparations(since, deps)
  await resumeOutputs(since, deps)
  await resumeLines(deps)
  await resumeItems(deps)
  await resumeExports(since, deps)
  await resumeAnalyses(now, deps)
  await resumePublications(now, deps)
}

async function resumePurges(since: Date, { db, queue }: Sweep): Promise<void> {
  const deletedAt = { lte: since }
  const assets = await db.asset.findMany({
    // The pictures of a deleted generation are removed, and proved gone, with the generation.
    where: { deletedAt, NOT: { output: { generation: { deletedAt: { not: null } } } } },
    take: MOST_AT_ONCE,
  })
  for (const { id } of assets) {
    const payload = { assetId: id as Id<'asset'> }
    await inTransaction(db, (tx) => queue.enqueue(tx, 'asset.purge', payload, { unlessPending: true }))
  }
  for (const { id } of await db.generation.findMany({ where: { deletedAt }, take: MOST_AT_ONCE })) {
    const payload = { generationId: id as Id<'generation'> }
    await inTransaction(db, (tx) => queue.enqueue(tx, 'generation.purge', payload, { unlessPending: true }))
  }
}

async function resumePreparations(since: Date, { db, queue }: Sweep): Promise<void> {
  const stalled = await db.asset.findMany({
    where: { status: 'preparing', deletedAt: null, createdAt: { lte: since } },
    take: MOST_AT_ONCE,
  })
  for (const { id, accountId } of stalled) {
    const payload = { assetId: id as Id<'asset'>, accountId: accountId as Id<'account'> }
    await inTransaction(db, (tx) => queue.enqueue(tx, 'asset.prepare', payload, { unlessPending: true }))
  }
}

/** Outputs, and items of batches, whose account has a place for them; whoever ends the one before them lets them in, so this finds none. */
async function resumeLines({ db, queue }: Sweep): Promise<void> {
  const lines = await db.output.groupBy({
    by: ['accountId'],
    where: { isWaiting: true },
    orderBy: { accountId: 'asc' },
    take: MOST_AT_ONCE,
  })
  const batches = await db.batch.findMany({
    where: { status: 'running', endReason: null, items: { some: { status: 'pending' } } },
    select: { accountId: true },
    distinct: ['accountId'],
    take: MOST_AT_ONCE,
  })
  for (const accountId of new Set([...lines, ...batches].map((line) => line.accountId))) {
    await inTransaction(db, async (tx) => {
      await lockLine(tx, accountId)
      await admitOutputs(tx, accountId, { queue })
    })
  }
}

/** Open outputs, and ended ones whose worker never let go: it may have left files. */
async function resumeOutputs(since: Date, { db, queue }: Sweep): Promise<void> {
  const unfinished = {
    OR: [{ status: { in: ['queued' as const, 'running' as const] } }, { claim: { not: null } }],
  }
  const stalled = await db.output.findMany({
    where: {
      AND: [
        unfinished,
        { isWaiting: false },
        {
          OR: [{ startedAt: { lte: since } }, { startedAt: null, generation: { createdAt: { lte: since } } }],
        },
      ],
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: MOST_AT_ONCE,
  })
  for (const { id } of stalled) {
    await inTransaction(db, async (tx) => {
      // Under the lock nobody settles it, so the turn that is read is the one its job has.
      if (!(await lockGeneration(tx, { outputId: id }))) return
      const output = await tx.output.findFirst({ where: { id, ...unfinished } })
      if (!output) return
      const payload = { outputId: id as Id<'output'>, turn: output.turn }
      await queue.enqueue(tx, 'output.make', payload, { unlessPending: true })
    })
  }
}
