import { DomainError, notFound } from '@studio/core/kernel'
import type { Actor, Deps } from '../kernel/index.ts'
import { findExport } from './find-export.ts'
import { archiveUrl } from './view-export.ts'

/**
 * Makes a short-lived signed address for an archive.
 * @throws DomainError `not_found`; `request_in_progress` while it is still being made
 */
export async function openExportFile(
  actor: Actor,
  { id }: { id: string },
  deps: Pick<Deps, 'db' | 'clock' | 'store'>,
): Promise<string> {
  const row = await findExport(actor, id, deps)
  if (row.status === 'failed') throw notFound('archive')
  if (row.status === 'ready') return archiveUrl(row, deps)
  throw new DomainError('request_in_progress', 'The archive is still being made. Try again when it is ready.')
}
