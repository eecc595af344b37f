import { inTransaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import type { RunningDeletion } from './running-deletion.ts'

/**
 * Takes the row of the account away, after everything that hung on it, and the notes out of its books. While the row
 * is locked nothing new can be made for the account, and afterwards the foreign keys refuse it; what was made
 * before and found no end yet makes this do nothing. Answers whether the account is gone.
 */
export async function forgetAccount(
  { accountId }: RunningDeletion,
  { db }: Pick<Deps, 'db'>,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const locked = await tx.$queryRaw<unknown[]>`SELECT 1 FROM account WHERE id = ${accountId} FOR UPDATE`
    if (locked.length === 0) return true
    const late = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM asset WHERE account_id = ${accountId}
      UNION ALL SELECT 1 FROM generation WHERE account_id = ${accountId}
      UNION ALL SELECT 1 FROM export WHERE account_id = ${accountId} LIMIT 1`
    if (late.length > 0) return false
    await tx.$executeRaw`UPDATE "grant" SET note = '' WHERE account_id = ${accountId} AND note <> ''`
    await tx.account.delete({ where: { id: accountId } })
    return true
  })
}
