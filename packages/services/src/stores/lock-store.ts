import type { Store, Transaction } from '@studio/db'

/** A store's row; nobody publishes to it or disconnects it before `tx` ends. */
export async function lockStore(
  tx: Transaction,
  where: { id: string; accountId?: string; shop?: { not: string } },
): Promise<Store | null> {
  await tx.$queryRaw`SELECT FROM store WHERE id = ${where.id} FOR UPDATE`
  return tx.store.findFirst({ where })
}
