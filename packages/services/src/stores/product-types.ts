import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findStore } from './find-store.ts'

/** A type of product, as the store calls it, and how many there are; an empty text is none. */
export type ProductTypeCount = { productType: string; products: number }

/** The types of the products of a store, by name. @throws DomainError `not_found` */
export async function listProductTypes(
  actor: Actor,
  { id }: { id: string },
  { db }: Pick<Deps, 'db'>,
): Promise<{ items: ProductTypeCount[] }> {
  const store = await findStore(db, requireAccount(actor, 'stores:read'), id)
  const groups = await db.product.groupBy({
    by: ['productType'],
    where: { storeId: store.id },
    _count: true,
    orderBy: { productType: 'asc' },
  })
  return { items: groups.map(({ productType, _count }) => ({ productType, products: _count })) }
}
