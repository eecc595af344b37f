import type { GenerationView } from '@studio/core/generations'
import { notFound, type Page, toPage } from '@studio/core/kernel'
import type { Database, Transaction } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { type GenerationRow, viewGeneration, withEverything } from './view-generation.ts'

/** Finds one generation of the account. @throws DomainError `not_found` for missing, deleted and foreign ones alike */
export async function findGeneration(
  db: Database | Transaction,
  accountId: string,
  id: string,
): Promise<GenerationRow> {
  const row = await db.generation.findFirst({
    where: { id, accountId, deletedAt: null },
    include: withEverything,
  })
  if (!row) throw notFound('generation')
  return row
}

/** Shows one generation. @throws DomainError `not_found` */
export async function readGeneration(
  actor: Actor,
  { id }: { id: string },
  { db }: Pick<Deps, 'db'>,
): Promise<GenerationView> {
  return viewGeneration(await findGeneration(db, requireAccount(actor, 'generations:read'), id))
}

/** Lists generations, newest first. */
export async function listGenerations(
  actor: Actor,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  { db }: Pick<Deps, 'db'>,
): Promise<Page<GenerationView>> {
  const rows = await db.generation.findMany({
    where: {
      accountId: requireAccount(actor, 'generations:read'),
      deletedAt: null,
      ...(cursor && { id: { lt: cursor } }),
    },
    include: withEverything,
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const page = toPage(rows, limit)
  return { items: page.items.map(viewGeneration), nextCursor: page.nextCursor }
}
