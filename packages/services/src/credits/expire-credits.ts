import { isDueToExpire, openCredits } from '@studio/core/credits'
import { inSingleStatements, type Sql } from '@studio/db'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { postEntry } from './post-entry.ts'
import { type Books, readBooks } from './read-books.ts'
import { releaseCredits } from './settle-hold.ts'

/** How many accounts or holds one run takes; the next run takes the rest. */
const PER_RUN = 1000

/** Takes off what is left of grants past their time, an entry each. Answers how many credits that were. */
export async function expireGrants(sql: Sql, accountId: string, books: Books, now: Date): Promise<number> {
  let expired = 0
  for (const grant of books.grants) {
    if (!isDueToExpire(grant, now)) continue
    const { id: grantId, remaining: credits } = grant
    // A grant can expire again: a release may have given it something back since.
    const idempotencyKey = `expiry:${grantId}:${books.asOf}`
    const entry = { accountId, grantId, causeId: grantId, reason: 'expired', idempotencyKey, now }
    await postEntry(sql, books, entry, { kind: 'expiry', credits, grantUses: [{ grantId, credits }] })
    expired += credits
  }
  return expired
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
  for (const hold of forgotten) {
    await inSingleStatements(db, (sql) => releaseRest(sql, hold, now))
  }
  const due = await db.grant.findMany({
    where: { expiresAt: { lte: now }, remaining: { gt: 0 } },
    select: { accountId: true },
    distinct: ['accountId'],
    take: PER_RUN,
  })
  for (const { accountId } of due) {
    await inSingleStatements(db, async (sql) => {
      await expireGrants(sql, accountId, await readBooks(sql, { accountId }), now)
    })
  }
}

async function releaseRest(
  sql: Sql,
  { id: holdId, accountId }: { id: string; accountId: string },
  now: Date,
): Promise<void> {
  const { hold } = await readBooks(sql, { accountId, holdId })
  const credits = hold ? openCredits(hold) : 0
  if (credits === 0) return
  const entry = { causeId: holdId, reason: 'hold expired', idempotencyKey: `rest:${holdId}` }
  await releaseCredits(sql, { accountId, holdId, credits, ...entry, now })
}
