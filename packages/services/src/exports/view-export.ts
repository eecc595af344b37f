import { EXPORT_FAILURES, type ExportFailureCode, type ExportView } from '@studio/core/exports'
import type { Id } from '@studio/core/kernel'
import { RETENTION_RULES } from '@studio/core/retention'
import type { Export } from '@studio/db'

/** Shows an export. */
export function viewExport(row: Export): ExportView {
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
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: expiryOf(row).toISOString(),
  }
}

/** When an export's archive is removed, by the rule that removes it. */
export function expiryOf({ createdAt }: Pick<Export, 'createdAt'>): Date {
  return new Date(createdAt.getTime() + RETENTION_RULES.export.keepMs)
}
