import { type Page, toPage } from '@studio/core/kernel'
import type { ProductView } from '@studio/core/stores'
import { Prisma } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findStore } from './find-store.ts'
import { viewProducts } from './view-product.ts'

/** Which products of a store: a page, what to look for, and of which type. */
export type ProductFilter = {
  id: string
  limit: number
  cursor?: string | undefined
  search?: string | undefined
  productType?: string | undefined
}

/**
 * Lists mirrored products of a store by title. The cursor is the last product of the page before.
 * @throws DomainError `not_found` for a store that is not the account's
 */
export async function listProducts(
  actor: Actor,
  { id, limit, cursor, ...filter }: ProductFilter,
  { db }: Pick<Deps, 'db'>,
): Promise<Page<ProductView>> {
  const store = await findStore(db, requireAccount(actor, 'stores:read'), id)
  const found = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id FROM product p
    WHERE ${whereProducts(store.id, filter)} ${cursor ? after(cursor) : Prisma.empty}
    ORDER BY p.title, p.id LIMIT ${limit + 1}`
  const { items, nextCursor } = toPage(found, limit)
  const rows = await db.product.findMany({
    where: { id: { in: items.map((item) => item.id) } },
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
  })
  return { items: await viewProducts(db, rows), nextCursor }
}

/** The products of a store that a filter shows; the table is called `p`. */
export function whereProducts(
  storeId: string,
  { search, productType }: Pick<ProductFilter, 'search' | 'productType'>,
): Prisma.Sql {
  return Prisma.sql`p.store_id = ${storeId}
    ${productType === undefined ? Prisma.empty : Prisma.sql`AND p.product_type = ${productType}`}
    ${search ? matching(search) : Prisma.empty}`
}

/** What comes behind a product. */
function after(id: string): Prisma.Sql {
  return Prisma.sql`AND (p.title, p.id) > (SELECT c.title, c.id FROM product c WHERE c.id = ${id} AND c.store_id = p.store_id)`
}

/** Part of a title, a handle or a SKU, in whatever case; nothing in it is a pattern. */
function matching(search: string): Prisma.Sql {
  const pattern = `%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`
  return Prisma.sql`AND (p.title ILIKE ${pattern} OR p.handle ILIKE ${pattern}
    OR EXISTS (SELECT FROM unnest(p.skus) AS sku WHERE sku ILIKE ${pattern}))`
}
