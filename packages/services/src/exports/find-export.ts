import type { ExportView } from '@studio/core/exports'
import { notFound, type Page, toPage } from '@studio/core/kernel'
import { notPast } from '@studio/core/retention'
import type { Export } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { archiveUrl, viewExport } from './view-export.ts'

/** What every reader of exports sees: the account's own, not deleted, not past their time. */
function visibleExports(accountId: string, now: Date) {
  return { accountId, deletedAt: null, ...notPast('export', now) }
}

/** Finds one export of the account. @throws DomainError `not_found` for missing, expired and foreign ones alike */
export async function findExport(
  actor: Actor,
  id: string,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<Export> {
  const accountId = requireAccount(actor, 'exports:write')
  const row = await db.export.findFirst({ where: { id, ...visibleExports(accountId, clock.now()) } })
  if (!row) throw notFound('export')
  return row
}

/** Shows one export. @throws DomainError `not_found` */
export async function readExport(
  actor: Actor,
  { id }: { id: string },
  deps: Pick<Deps, 'db' | 'clock' | 'store'>,
): Promise<ExportView> {
  return viewWithUrl(await findExport(actor, id, deps), deps)
}

/** Lists exports, newest first. */
export async function listExports(
  actor: Actor,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  deps: Pick<Deps, 'db' | 'clock' | 'store'>,
): Promise<Page<ExportView>> {
  const visible = visibleExports(requireAccount(actor, 'exports:write'), deps.clock.now())
  const rows = await deps.db.export.findMany({
    where: { ...visible, ...(cursor && { id: { lt: cursor } }) },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = toPage(rows, limit)
  const items = await Promise.all(page.items.map((row) => viewWithUrl(row, deps)))
  return { items, nextCursor: page.nextCursor }
}

async function viewWithUrl(row: Export, deps: Pick<Deps, 'clock' | 'store'>): Promise<ExportView> {
  return viewExport(row, row.status === 'ready' ? await archiveUrl(row, deps) : null)
}
