import { MAX_BATCH_PRODUCTS } from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findStore } from './find-store.ts'
import { type ProductFilter, whereProducts } from './list-products.ts'

/** All products that a filter shows. */
export type ProductIds = {
  /** Those with a picture, by title. */
  ids: Id<'product'>[]
  /** How many more the filter shows that have no picture to begin from. */
  withoutPicture: number
}

/**
 * Lists the ids of all products that a filter shows, to choose all of them at once: as many as one batch takes.
 * @throws DomainError `not_found` for a store that is not the account's
 */
export async function listProductIds(
  actor: Actor,
  { id, ...filter }: Pick<ProductFilter, 'id' | 'search' | 'productType'>,
  { db }: Pick<Deps, 'db'>,
): Promise<ProductIds> {
  const store = await findStore(db, requireAccount(actor, 'stores:read'), id)
  const found = await db.$queryRaw<{ id: Id<'product'>; hasPicture: boolean }[]>`
    SELECT p.id, p.media @> '[{"kind": "picture"}]' AS "hasPicture" FROM product p
    WHERE ${whereProducts(store.id, filter)}
    ORDER BY p.title, p.id LIMIT ${MAX_BATCH_PRODUCTS}`
  return {
    ids: found.flatMap((product) => (product.hasPicture ? [product.id] : [])),
    withoutPicture: found.filter(({ hasPicture }) => !hasPicture).length,
  }
}
