import type { Id } from '@studio/core/kernel'
import { IMPORT_PROBLEMS, type ImportProblem, type ImportProblemView } from '@studio/core/stores'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findStore } from './find-store.ts'

/** How long a picture that could not be imported is told of. */
const TOLD_MS = 24 * 3600_000

const MOST = 100

type Row = { productId: string; title: string; mediaId: string; code: ImportProblem; at: Date }

/**
 * The pictures of a store that could not be taken into the library since yesterday and were not since, latest first.
 * @throws DomainError `not_found`
 */
export async function listImportProblems(
  actor: Actor,
  { id }: { id: string },
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<{ items: ImportProblemView[] }> {
  const store = await findStore(db, requireAccount(actor, 'stores:read'), id)
  const since = new Date(clock.now().getTime() - TOLD_MS)
  const rows = await db.$queryRaw<Row[]>`
    SELECT e.subject_id AS "productId", p.title, e.facts->>'mediaId' AS "mediaId", e.facts->>'code' AS code,
      e.created_at AS at
    FROM event e JOIN product p ON p.id = e.subject_id AND p.store_id = ${store.id}
    WHERE e.account_id = ${store.accountId} AND e.type = 'product.import_failed' AND e.created_at > ${since}
      AND NOT EXISTS (SELECT FROM event later
        WHERE later.account_id = e.account_id AND later.id > e.id AND later.subject_id = e.subject_id
          AND later.type LIKE 'product.import%' AND later.facts->>'mediaId' = e.facts->>'mediaId')
    ORDER BY e.id DESC LIMIT ${MOST}`
  return {
    items: rows.map(({ productId, code, at, ...row }) => ({
      ...row,
      productId: productId as Id<'product'>,
      problem: { code, message: IMPORT_PROBLEMS[code] },
      at: at.toISOString(),
    })),
  }
}
