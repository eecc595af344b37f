import type { ExportView } from '@studio/core/exports'
import { DomainError, newId, notFound } from '@studio/core/kernel'
import { inTransaction, isUniqueViolation, recordEvent } from '@studio/db'
import { countAttempt } from '../accounts/index.ts'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { picturesOf } from './archive-scope.ts'
import { viewExport } from './view-export.ts'

/**
 * Asks for an archive: of everything there is about the account, or of the pictures that are named.
 * @throws DomainError `not_found` for a picture that is not there; `request_in_progress` while another archive of
 *   the account is being made; `rate_limited`
 */
export async function createExport(
  actor: Actor,
  { assetIds = [] }: { assetIds?: readonly string[] | undefined },
  deps: Pick<Deps, 'db' | 'queue' | 'clock' | 'attempts'>,
): Promise<ExportView> {
  const accountId = requireAccount(actor, 'exports:write')
  await countAttempt('exportsPerAccount', accountId, deps)
  const { db, queue, clock } = deps
  const now = clock.now()
  const wanted = [...new Set(assetIds)]
  if (wanted.length > 0) {
    const found = await db.asset.count({ where: picturesOf({ accountId, assetIds: wanted, until: now }) })
    if (found < wanted.length) throw notFound('picture')
  }
  const id = newId('export', now)
  try {
    return await inTransaction(db, async (tx) => {
      const row = await tx.export.create({
        data: { id, accountId, status: 'queued', assetIds: wanted, createdAt: now },
      })
      await recordEvent(tx, { accountId, type: 'export.requested', subjectId: id, now })
      await queue.enqueue(tx, 'export.make', { exportId: id })
      return viewExport(row)
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError(
      'request_in_progress',
      'An archive is being made already. Wait until it is ready, or delete it, and ask again.',
    )
  }
}
