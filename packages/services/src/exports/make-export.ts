import {
  exportAttemptPrefix,
  exportFailureOf,
  exportKey,
  exportPrefix,
  MAX_EXPORT_ATTEMPTS,
} from '@studio/core/exports'
import type { Id } from '@studio/core/kernel'
import type { Export } from '@studio/db'
import { deletePrefix } from '@studio/integrations/object-store'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import type { ArchiveScope } from './archive-scope.ts'
import { claimExport, failExport, finishExport, letGoOfDeleted } from './export-states.ts'
import { openAhead } from './open-ahead.ts'
import { countPictures, planExport } from './plan-export.ts'
import { trackProgress } from './track-progress.ts'
import { writeArchive } from './write-archive.ts'

type MakeDeps = Pick<Deps, 'db' | 'store' | 'clock'>

/**
 * Makes an archive and stores it while it is written. A worker that was killed leaves nothing that is seen: the next
 * delivery begins again, as another attempt. After too many the export has failed, and says why.
 */
export async function makeExport(
  actor: Actor,
  { exportId, signal }: { exportId: Id<'export'>; signal: AbortSignal },
  deps: MakeDeps,
): Promise<void> {
  requireSystem(actor)
  const row = await claimExport(exportId, deps)
  if (!row) return letGoOfDeleted(exportId, deps)
  try {
    await deletePrefix(deps.store, exportPrefix(row))
    const sizeBytes = await storeArchive(row, signal, deps)
    if (await finishExport(row, sizeBytes, deps)) return
    // It was deleted, or taken over, while it was written.
    await deletePrefix(deps.store, exportAttemptPrefix(row))
    await letGoOfDeleted(exportId, deps)
  } catch (error) {
    if (row.attempt < MAX_EXPORT_ATTEMPTS && !(await isGone(row, deps))) throw error
    await deletePrefix(deps.store, exportAttemptPrefix(row))
    await failExport(row, exportFailureOf(error), deps)
    await letGoOfDeleted(exportId, deps)
  }
}

async function storeArchive(row: Export, signal: AbortSignal, deps: MakeDeps): Promise<number> {
  const scope: ArchiveScope = {
    accountId: row.accountId,
    assetIds: row.assetIds.length > 0 ? row.assetIds : null,
    until: row.createdAt,
  }
  const progress = await trackProgress(row, await countPictures(scope, deps), deps)
  const files = openAhead(planExport(scope, deps, progress.onPicture))
  const archive = writeArchive(files, { signal: AbortSignal.any([signal, progress.unwanted]) })
  const { sizeBytes } = await deps.store.putStream(exportKey(row), archive, { mime: 'application/zip' })
  return sizeBytes
}

/** Whether somebody deleted the export, or another worker took it over, so that there is nothing to try again. */
async function isGone({ id, attempt }: Export, { db }: MakeDeps): Promise<boolean> {
  return (await db.export.count({ where: { id, attempt, status: 'running', deletedAt: null } })) === 0
}
