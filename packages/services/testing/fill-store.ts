import { type Id, newId } from '@studio/core/kernel'
import type { ProductState } from '@studio/core/stores'
import { inTransaction } from '@studio/db'
import type { AccountActor, Deps } from '../src/kernel/index.ts'
import { saveProducts } from '../src/stores/index.ts'

/** A store that is connected in the database alone, and its mirrored products in the order given. */
export type FilledStore = { storeId: Id<'store'>; productIds: Id<'product'>[] }

/**
 * Gives an account a store with mirrored products, past every platform: for what is about who may see them. Two
 * stores need two names.
 */
export async function fillStore(
  { accountId }: Pick<AccountActor, 'accountId'>,
  products: readonly ProductState[],
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  shop = 'https://shop.example.com',
): Promise<FilledStore> {
  const now = clock.now()
  const storeId = newId('store', now)
  const store = { id: storeId, accountId }
  const facts = { platform: 'woocommerce', shop, name: 'Shop', address: shop, createdAt: now } as const
  const mirror = { mirrorStatus: 'ready', mirroredAt: now, mirrorRun: 1 } as const
  await db.store.create({ data: { ...store, ...facts, ...mirror, status: 'connected' } })
  await inTransaction(db, (tx) => saveProducts(tx, store, products, { readAt: now }))
  const rows = await db.product.findMany({ where: { storeId }, select: { id: true, foreignId: true } })
  const idOf = new Map(rows.map(({ id, foreignId }) => [foreignId, id as Id<'product'>]))
  return { storeId, productIds: products.flatMap(({ foreignId }) => idOf.get(foreignId) ?? []) }
}
