import { type AccountBooks, decideExpiries, openCredits } from '@studio/core/credits'
import { inSingleStatements, inTransaction, type Sql, type Transaction } from '@studio/db'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { type DecidedEntry, postEntries } from './post-entries.ts'
import { readBooks } from './read-books.ts'
import { releaseCredits } from './settle-hold.ts'

/** How many accounts or holds one run takes; the next run takes the rest. */
const PER_RUN = 1000

/** Takes off what is left of grants past their time, an entry each. */
export function decideExpiryEntries(accountId: string, books: AccountBooks, now: Date): DecidedEntry[] {
  return decideExpiries(books, now).map((expiry) => ({
    ...expiry,
    ...{ accountId, causeId: expiry.grantId ?? '', reason: 'expired' },
    // A grant can expire again: a release may have given it something back since.
    idempotencyKey: `expiry:${expiry.grantId}:${books.entries}`,
  }))
}

/**
 * Takes off everything that is past its time: what is left of expired grants, and what is still open of holds
 * that outlived theirs. The hold of work that is still open is left to `endStaleGenerations`: its outputs give
 * their shares back themselves as they end. Safe to run at any time, twice at once, and to be interrupted anywhere.
 */
export async function expireCredits(actor: Actor, { db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  requireSystem(actor)
  const now = clock.now()
  const forgotten = await db.$queryRaw<{ id: string; accountId: string }[]>`
    SELECT id, account_id AS "accountId" FROM hold
    WHERE expires_at <= ${now} AND captured + released < credits
      AND NOT EXISTS (SELECT FROM generation g WHERE g.hold_id = hold.id AND g.status IN ('queued', 'running'))
      AND NOT EXISTS (SELECT FROM batch_item i WHERE i.hold_id = hold.id AND i.status IN ('pending', 'started'))
    LIMIT ${PER_RUN}`
  // What many holds of one account give back is posted together.
  for (const holds of Map.groupBy(forgotten, ({ accountId }) => accountId).values()) {
    await Promise.all(holds.map((hold) => inSingleStatements(db, (sql) => releaseRest(sql, hold, now))))
  }
  const due = await db.grant.findMany({
    where: { expiresAt: { lte: now }, remaining: { gt: 0 } },
    select: { accountId: true },
    distinct: ['accountId'],
    take: PER_RUN,
  })
  for (const { accountId } of due) {
    await inTransaction(db, (tx) => expireGrants(tx, accountId, now))
  }
}

async function expireGrants(tx: Transaction, accountId: string, now: Date): Promise<void> {
  const { books } = await readBooks(tx, { accountId })
  await postEntries(tx, books, decideExpiryEntries(accountId, books, now), { accountId })
}

async function releaseRest(
  sql: Sql,
  { id: holdId, accountId }: { id: string; accountId: string },
  now: Date,
): Promise<void> {
  const { books } = await readBooks(sql, { accountId, holdIds: [holdId] })
  const hold = books.holds.get(holdId)
  const credits = hold ? openCredits(hold) : 0
  if (credits === 0) return
  const entry = { causeId: holdId, reason: 'hold expired', idempotencyKey: `rest:${holdId}` }
  await releaseCredits(sql, { accountId, holdId, credits, ...entry, now })
}
