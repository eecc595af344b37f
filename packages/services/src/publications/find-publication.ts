import { notFound, type Page, toPage } from '@studio/core/kernel'
import type { PublicationView } from '@studio/core/publications'
import type { Database, Publication, Transaction } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { viewPublications, WITH_SURROUNDINGS } from './view-publications.ts'

/** Which publications: a page, and of which store, product or group. */
export type PublicationFilter = {
  limit: number
  cursor?: string | undefined
  storeId?: string | undefined
  productId?: string | undefined
  groupId?: string | undefined
}

/** Publications of a store whose history was not kept only wait to be removed. */
function shown(accountId: string) {
  return { accountId, store: { shop: { not: '' } } }
}

/** Finds a publication of the account. @throws DomainError `not_found`, also for somebody else's */
export async function findPublication(
  db: Database | Transaction,
  accountId: string,
  id: string,
): Promise<Publication> {
  const row = await db.publication.findFirst({ where: { id, ...shown(accountId) } })
  if (!row) throw notFound('publication')
  return row
}

/** Shows one publication. @throws DomainError `not_found` */
export async function readPublication(
  actor: Actor,
  { id }: { id: string },
  { db }: Pick<Deps, 'db'>,
): Promise<PublicationView> {
  const [view] = await readPublications(requireAccount(actor, 'stores:read'), [id], { db })
  return view as PublicationView
}

/** Shows publications in the order of their ids. @throws DomainError `not_found` when one is not the account's */
export async function readPublications(
  accountId: string,
  ids: readonly string[],
  { db }: { db: Database | Transaction },
): Promise<PublicationView[]> {
  const where = { id: { in: [...new Set(ids)] }, ...shown(accountId) }
  const rows = await db.publication.findMany({ where, include: WITH_SURROUNDINGS, orderBy: { id: 'asc' } })
  if (rows.length < where.id.in.length) throw notFound('publication')
  return viewPublications(rows)
}

/** Lists publications, newest first. Of a product that was mirrored anew the earlier ones are its history too. */
export async function listPublications(
  actor: Actor,
  { limit, cursor, storeId, productId, groupId }: PublicationFilter,
  { db }: Pick<Deps, 'db'>,
): Promise<Page<PublicationView>> {
  const accountId = requireAccount(actor, 'stores:read')
  const product = productId
    ? await db.product.findFirst({ where: { id: productId, accountId }, select: IN_STORE })
    : null
  if (productId && !product) throw notFound('product')
  const rows = await db.publication.findMany({
    where: {
      ...shown(accountId),
      ...(product && { storeId: product.storeId, foreignId: product.foreignId }),
      ...(storeId && { AND: { storeId } }),
      ...(groupId && { groupId }),
      ...(cursor && { id: { lt: cursor } }),
    },
    include: WITH_SURROUNDINGS,
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const { items, nextCursor } = toPage(rows, limit)
  return { items: viewPublications(items), nextCursor }
}

const IN_STORE = { storeId: true, foreignId: true } as const
