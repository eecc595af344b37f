import { inTransaction, type RemovedThing, type Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { signReceipt } from '../receipts/index.ts'
import { CONTENTS, DOORS, KEPT } from './account-tables.ts'
import { removeFiles } from './remove-files.ts'
import { COUNTED, removeRows } from './remove-rows.ts'
import { accountPrefix, type RunningDeletion } from './running-deletion.ts'

/**
 * Looks once more, now that nothing new can be made for the account, and signs what was removed. Done twice, it
 * signs once.
 */
export async function finishDeletion(
  deletion: RunningDeletion,
  { db, store, clock, keys }: Pick<Deps, 'db' | 'store' | 'clock' | 'keys'>,
): Promise<void> {
  // The last events of requests that were under way, which no foreign key refuses.
  await removeRows([...DOORS, ...CONTENTS], deletion, { db })
  await removeFiles(deletion, { db, store })
  const checkedAt = clock.now()
  await inTransaction(db, async (tx) => {
    const { id, accountId, requestedAt } = deletion
    if (!(await isStillRunning(tx, id))) return
    const finishedAt = clock.now()
    const removed = await tx.removedThing.findMany({
      where: { deletionId: id },
      orderBy: [{ kind: 'asc' }, { thingId: 'asc' }],
    })
    const facts = {
      receiptId: id,
      subject: { kind: 'account', id: accountId },
      accountId,
      requestedAt: requestedAt.toISOString(),
      finishedAt: finishedAt.toISOString(),
      removed: removed.map(toReceiptLine),
      kept: [...KEPT],
      absence: {
        checkedAt: checkedAt.toISOString(),
        prefixes: [accountPrefix(accountId)],
        objectsFound: 0 as const,
      },
    }
    const receipt = signReceipt(facts, keys.receipt)
    await tx.accountDeletion.update({ where: { id }, data: { status: 'finished', finishedAt, receipt } })
    await tx.removedThing.deleteMany({ where: { deletionId: id } })
  })
}

async function isStillRunning(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM account_deletion WHERE id = ${id} AND status = 'running' FOR UPDATE`
  return rows.length === 1
}

/** Rows that are only counted are told by their number; what is named, by its id, its hash and its files. */
function toReceiptLine({ kind, thingId, sha256, objects, sizeBytes }: RemovedThing) {
  if (thingId === COUNTED) return { kind, id: `${objects} rows`, objects: 0, bytes: 0 }
  return { kind, id: thingId, ...(sha256 && { sha256 }), objects, bytes: Number(sizeBytes) }
}
