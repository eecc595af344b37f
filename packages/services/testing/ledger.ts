import type { AccountActor, Deps } from '../src/kernel/index.ts'

/** The account's ledger as lines to compare, such as `hold 4 started`, in the order posted. */
export async function readLedger(actor: AccountActor, { db }: Pick<Deps, 'db'>): Promise<string[]> {
  const entries = await db.ledgerEntry.findMany({
    where: { accountId: actor.accountId },
    orderBy: { seq: 'asc' },
  })
  return entries.map(({ kind, credits, reason }) => `${kind} ${credits} ${reason}`)
}
