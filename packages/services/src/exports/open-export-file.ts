import { exportKey } from '@studio/core/exports'
import { DomainError, notFound } from '@studio/core/kernel'
import { FILE_URL_SECONDS } from '../assets/index.ts'
import type { Actor, Deps } from '../kernel/index.ts'
import { findExport } from './find-export.ts'
import { expiryOf } from './view-export.ts'

/**
 * Makes a short-lived signed address for an archive, which never outlives it.
 * @throws DomainError `not_found`; `request_in_progress` while it is still being made
 */
export async function openExportFile(
  actor: Actor,
  { id }: { id: string },
  deps: Pick<Deps, 'db' | 'clock' | 'store'>,
): Promise<string> {
  const row = await findExport(actor, id, deps)
  if (row.status === 'failed') throw notFound('archive')
  if (row.status !== 'ready')
    throw new DomainError(
      'request_in_progress',
      'The archive is still being made. Try again when it is ready.',
    )
  const leftSeconds = Math.ceil((expiryOf(row).getTime() - deps.clock.now().getTime()) / 1000)
  return deps.store.signedUrl(exportKey(row), {
    expiresInSeconds: Math.min(FILE_URL_SECONDS, leftSeconds),
    mime: 'application/zip',
    downloadName: `studio-pro-${row.createdAt.toISOString().slice(0, 10)}.zip`,
  })
}
