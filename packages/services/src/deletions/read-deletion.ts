import type { DeletionView } from '@studio/core/deletions'
import { type Id, notFound } from '@studio/core/kernel'
import type { Receipt } from '@studio/core/receipts'
import { notPast } from '@studio/core/retention'
import type { AccountDeletion } from '@studio/db'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { isLinkSecret } from '../keys/index.ts'
import { receiptPageOf } from './receipt-link.ts'

/** Shows the deletion that waits for its day; null when there is none. */
export async function readDeletion(
  actor: Actor,
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
): Promise<DeletionView | null> {
  const where = { accountId: requirePerson(actor), status: 'scheduled' as const }
  const row = await db.accountDeletion.findFirst({ where })
  return row && viewDeletion(row, { keys })
}

/** What a receipt's link opens: the receipt, or how far the deletion is. */
export type ReceiptState =
  | { status: 'finished'; receipt: Receipt }
  | { status: 'scheduled' | 'running'; dueAt: Date }

/**
 * Opens the receipt of a deletion to whoever has its link; nobody is signed in any more.
 * @throws DomainError `not_found` for a wrong secret, a deletion that was stopped, and 30 days after it ended
 */
export async function readReceipt(
  _actor: Actor,
  { deletionId, secret }: { deletionId: string; secret: string },
  { db, clock, keys }: Pick<Deps, 'db' | 'clock' | 'keys'>,
): Promise<ReceiptState> {
  const isRight = isLinkSecret('deletion-receipt', deletionId, secret, keys.credentials)
  const row = isRight
    ? await db.accountDeletion.findFirst({
        where: { id: deletionId, OR: [{ finishedAt: null }, notPast('receipt', clock.now())] },
      })
    : null
  if (!row || row.status === 'cancelled') throw notFound('receipt')
  if (row.status === 'finished') return { status: row.status, receipt: row.receipt as Receipt }
  return { status: row.status, dueAt: row.dueAt }
}

/** Shows a deletion that was not stopped. */
export function viewDeletion(
  { id, status, requestedAt, dueAt }: AccountDeletion,
  { keys }: Pick<Deps, 'keys'>,
): DeletionView {
  if (status === 'cancelled') throw notFound('deletion')
  return {
    id: id as Id<'deletion'>,
    status,
    requestedAt: requestedAt.toISOString(),
    dueAt: dueAt.toISOString(),
    receiptPage: receiptPageOf(id as Id<'deletion'>, { keys }),
  }
}
