import { notFound } from '@studio/core/kernel'
import type { Database, Store, Transaction } from '@studio/db'

/** One that was disconnected without its history has lost its name; it only waits to be removed. */
export const IS_SHOWN = { shop: { not: '' } } as const

/** Finds a store of the account. @throws DomainError `not_found`, also for somebody else's */
export async function findStore(db: Database | Transaction, accountId: string, id: string): Promise<Store> {
  const store = await db.store.findFirst({ where: { id, accountId, ...IS_SHOWN } })
  if (!store) throw notFound('store')
  return store
}
