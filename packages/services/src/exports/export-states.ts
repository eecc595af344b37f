import type { ExportFailureCode } from '@studio/core/exports'
import { type Export, inTransaction, recordEvent } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { announce } from '../webhooks/index.ts'

type StateDeps = Pick<Deps, 'db' | 'clock'>

/** Takes an export that waits, or whose worker is gone, as its next attempt; null when there is nothing to make. */
export function claimExport(id: string, { db }: StateDeps): Promise<Export | null> {
  return inTransaction(db, async (tx) => {
    const { count } = await tx.export.updateMany({
      where: { id, status: { in: ['queued', 'running'] }, deletedAt: null },
      data: { status: 'running', attempt: { increment: 1 }, filesDone: 0 },
    })
    return count === 0 ? null : tx.export.findUniqueOrThrow({ where: { id } })
  })
}

/** Notes that the archive is ready. False when it is this attempt's no longer: deleted, or taken over. */
export function finishExport(row: Export, sizeBytes: number, deps: StateDeps): Promise<boolean> {
  return settle(row, { status: 'ready', sizeBytes: BigInt(sizeBytes) }, 'export.ready', deps)
}

/** Notes that the archive could not be made. False when it is this attempt's no longer. */
export function failExport(row: Export, failureCode: ExportFailureCode, deps: StateDeps): Promise<boolean> {
  return settle(row, { status: 'failed', failureCode }, 'export.failed', deps)
}

/** Notes that no worker has a deleted export any more, so that its row can go. */
export async function letGoOfDeleted(id: string, { db }: StateDeps): Promise<void> {
  await db.export.updateMany({
    where: { id, status: 'running', deletedAt: { not: null } },
    data: { status: 'failed' },
  })
}

type Ending = { status: 'ready'; sizeBytes: bigint } | { status: 'failed'; failureCode: ExportFailureCode }

function settle(
  { id, accountId, attempt }: Export,
  ending: Ending,
  type: 'export.ready' | 'export.failed',
  { db, clock }: StateDeps,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const now = clock.now()
    const { count } = await tx.export.updateMany({
      where: { id, attempt, status: 'running', deletedAt: null },
      data: { ...ending, finishedAt: now },
    })
    if (count === 0) return false
    if (ending.status === 'ready')
      await tx.$executeRaw`UPDATE export SET files_done = files_total WHERE id = ${id}`
    await recordEvent(tx, { accountId, type, subjectId: id, now })
    if (type === 'export.ready') await announce(tx, { accountId, type, data: { exportId: id }, now })
    return true
  })
}
