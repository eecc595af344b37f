import { EXPORT_FAILURES, type ExportFailureCode, type ExportView, exportKey } from '@studio/core/exports'
import type { Id } from '@studio/core/kernel'
import { RETENTION_RULES } from '@studio/core/retention'
import type { Export } from '@studio/db'
import { FILE_URL_SECONDS } from '../assets/index.ts'
import type { Deps } from '../kernel/index.ts'

/** Shows an export; `url` is a signed address of its archive, once that is ready. */
export function viewExport(row: Export, url: string | null = null): ExportView {
  const isReady = row.status === 'ready'
  const code = row.failureCode as ExportFailureCode | null
  return {
    id: row.id as Id<'export'>,
    status: row.status,
    assetIds: row.assetIds.length > 0 ? row.assetIds : null,
    filesTotal: row.filesTotal,
    filesDone: row.filesDone,
    sizeBytes: isReady ? Number(row.sizeBytes) : null,
    failure: code && { code, message: EXPORT_FAILURES[code] },
    file: isReady ? `/api/exports/${row.id}/file` : null,
    url,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: expiryOf(row).toISOString(),
  }
}

/** Makes a short-lived signed address for an archive that is ready; it never outlives the archive. */
export function archiveUrl(row: Export, { store, clock }: Pick<Deps, 'store' | 'clock'>): Promise<string> {
  const leftSeconds = Math.ceil((expiryOf(row).getTime() - clock.now().getTime()) / 1000)
  return store.signedUrl(exportKey(row), {
    expiresInSeconds: Math.min(FILE_URL_SECONDS, leftSeconds),
    mime: 'application/zip',
    downloadName: `studio-pro-${row.createdAt.toISOString().slice(0, 10)}.zip`,
  })
}

/** When an export's archive is removed, by the rule that removes it. */
function expiryOf({ createdAt }: Pick<Export, 'createdAt'>): Date {
  return new Date(createdAt.getTime() + RETENTION_RULES.export.keepMs)
}
