import { notFound } from '@studio/core/kernel'
import type { StoreView } from '@studio/core/stores'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { IS_SHOWN } from './find-store.ts'
import { STORE_COUNTS, viewStore } from './view-store.ts'

/** All stores of the account, newest first, disconnected ones too while their history is kept; there are few. */
export async function listStores(
  actor: Actor,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<{ items: StoreView[]; nextCursor: null }> {
  const accountId = requireAccount(actor, 'stores:read')
  const orderBy = { id: 'desc' } as const
  const stores = await db.store.findMany({
    where: { accountId, ...IS_SHOWN },
    orderBy,
    include: STORE_COUNTS,
  })
  return { items: stores.map((store) => viewStore(store, clock.now())), nextCursor: null }
}

/** One store. @throws DomainError `not_found`, also for somebody else's */
export async function getStore(
  actor: Actor,
  { id }: { id: string },
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<StoreView> {
  const accountId = requireAccount(actor, 'stores:read')
  const store = await db.store.findFirst({ where: { id, accountId, ...IS_SHOWN }, include: STORE_COUNTS })
  if (!store) throw notFound('store')
  return viewStore(store, clock.now())
}
