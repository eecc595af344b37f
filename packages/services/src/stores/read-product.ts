import { notFound } from '@studio/core/kernel'
import type { ProductView } from '@studio/core/stores'
import type { Database, Product } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { viewProducts } from './view-product.ts'

/** Finds a mirrored product of the account. @throws DomainError `not_found`, also for somebody else's */
export async function findProduct(db: Database, accountId: string, id: string): Promise<Product> {
  const product = await db.product.findFirst({ where: { id, accountId } })
  if (!product) throw notFound('product')
  return product
}

/** Shows one product. @throws DomainError `not_found` */
export async function readProduct(
  actor: Actor,
  { id }: { id: string },
  { db }: Pick<Deps, 'db'>,
): Promise<ProductView> {
  const product = await findProduct(db, requireAccount(actor, 'stores:read'), id)
  const [view] = await viewProducts(db, [product])
  return view as ProductView
}
