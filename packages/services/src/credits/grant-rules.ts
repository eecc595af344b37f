import { Prisma } from '@studio/db'
import { effectOn, type LedgerRule } from './ledger-rule.ts'

/** How much later than its time the sweep, which runs every minute, may come to a grant or a hold. */
const SWEEP_MAY_TAKE_MS = 5 * 60_000

/** The parts of entries that came out of, or went back into, one grant: one row each, in their order. */
const USES = Prisma.sql`
  (SELECT e.*, u.position, u.use->>'grantId' AS used_grant_id, (u.use->>'credits')::int AS used
   FROM ledger_entry e
   CROSS JOIN LATERAL jsonb_array_elements(e.grant_uses) WITH ORDINALITY AS u (use, position)) uses`

/** Where each grant's part of a hold begins and ends, when the hold is seen as a line of credits. */
const LINES = Prisma.sql`
  (SELECT h.id AS hold_id, h.account_id, h.credits, h.captured, h.released, used_grant_id,
          coalesce(sum(used) OVER before, 0) AS begins, coalesce(sum(used) OVER before, 0) + used AS ends
   FROM ${USES} JOIN hold h ON h.id = uses.hold_id
   WHERE uses.kind = 'hold'
   WINDOW before AS (PARTITION BY uses.id ORDER BY position ROWS UNBOUNDED PRECEDING EXCLUDE CURRENT ROW)) lines`

/** How many credits of a line's part lie between two places of it. */
const within = (from: Prisma.Sql, to: Prisma.Sql) =>
  Prisma.sql`greatest(0, least(ends, ${to}) - greatest(begins, ${from}))`

/** What must be true of grants: what is left of them, where it went, and that nothing outlives its time. */
export const GRANT_RULES: LedgerRule[] = [
  {
    invariant: 'I1',
    rule: 'grants_are_given_once_and_whole',
    query: Prisma.sql`
      SELECT g.account_id AS "accountId", g.id AS "subjectId",
             format('a grant of %s credits with %s entries of %s credits',
                    g.credits, count(e.id), coalesce(sum(e.credits), 0)) AS message
      FROM "grant" g
      LEFT JOIN ledger_entry e
        ON e.grant_id = g.id AND e.kind IN ('grant', 'refund') AND e.account_id = g.account_id
      GROUP BY g.id
      HAVING count(e.id) <> 1 OR sum(e.credits) <> g.credits`,
  },
  {
    invariant: 'I1',
    rule: 'available_is_what_grants_have_left',
    query: Prisma.sql`
      SELECT account_id AS "accountId", account_id AS "subjectId",
             format('%s available, and grants with %s left', coalesce(available, 0), coalesce(left_over, 0)) AS message
      FROM credit_balance
      FULL JOIN (SELECT account_id, sum(remaining) AS left_over FROM "grant" GROUP BY account_id) g USING (account_id)
      WHERE coalesce(available, 0) <> coalesce(left_over, 0)`,
  },
  {
    invariant: 'I1',
    rule: 'grants_have_left_what_entries_say',
    query: Prisma.sql`
      SELECT coalesce(g.account_id, uses.account_id) AS "accountId", coalesce(g.id, used_grant_id) AS "subjectId",
             format('says %s left, its uses leave %s', coalesce(g.remaining, 0), coalesce(uses.left_over, 0)) AS message
      FROM "grant" g
      FULL JOIN (
        SELECT account_id, used_grant_id, sum(sign(${effectOn('available')}) * used) AS left_over
        FROM ${USES} GROUP BY account_id, used_grant_id
      ) uses ON uses.used_grant_id = g.id AND uses.account_id = g.account_id
      WHERE coalesce(g.remaining, 0) <> coalesce(uses.left_over, 0)`,
  },
  {
    invariant: 'I1',
    rule: 'uses_add_up_to_their_entry',
    query: Prisma.sql`
      SELECT account_id AS "accountId", id AS "subjectId",
             format('%s of %s credits uses %s', kind, credits, grant_uses) AS message
      FROM ${USES}
      GROUP BY account_id, id, kind, credits, grant_id, grant_uses
      HAVING sum(used) <> credits OR min(used) <= 0
          OR (grant_id IS NOT NULL AND (count(*) <> 1 OR min(used_grant_id) <> grant_id))
      UNION ALL
      SELECT account_id, id, 'uses no grant at all' FROM ledger_entry WHERE grant_uses = '[]'`,
  },
  {
    invariant: 'I3',
    rule: 'settlements_follow_the_line_of_their_hold',
    query: Prisma.sql`
      SELECT coalesce(lines.account_id, settled.account_id) AS "accountId", hold_id AS "subjectId",
             format('of grant %s, %s captured and %s released; by the line of the hold %s and %s',
                    used_grant_id, coalesce(settled.captured, 0), coalesce(settled.released, 0),
                    coalesce(lines.captured, 0), coalesce(lines.released, 0)) AS message
      FROM (
        SELECT account_id, hold_id, used_grant_id,
               sum(${within(Prisma.sql`0`, Prisma.sql`captured`)}) AS captured,
               sum(${within(Prisma.sql`credits - released`, Prisma.sql`credits`)}) AS released
        FROM ${LINES} GROUP BY account_id, hold_id, used_grant_id
      ) lines
      FULL JOIN (
        SELECT account_id, hold_id, used_grant_id,
               coalesce(sum(used) FILTER (WHERE kind = 'capture'), 0) AS captured,
               coalesce(sum(used) FILTER (WHERE kind = 'release'), 0) AS released
        FROM ${USES} WHERE kind IN ('capture', 'release') GROUP BY account_id, hold_id, used_grant_id
      ) settled USING (hold_id, used_grant_id)
      WHERE (coalesce(lines.captured, 0), coalesce(lines.released, 0))
         <> (coalesce(settled.captured, 0), coalesce(settled.released, 0))`,
  },
  {
    invariant: 'I8',
    rule: 'nothing_is_left_of_expired_grants',
    query: (now) => Prisma.sql`
      SELECT account_id AS "accountId", id AS "subjectId",
             format('%s credits are left, and it expired at %s', remaining, expires_at) AS message
      FROM "grant" WHERE remaining > 0 AND expires_at < ${overdueSince(now)}`,
  },
  {
    invariant: 'I8',
    rule: 'holds_end_in_their_time',
    query: (now) => Prisma.sql`
      SELECT account_id AS "accountId", id AS "subjectId",
             format('%s credits are held, and its time ended at %s', credits - captured - released, expires_at) AS message
      FROM hold WHERE captured + released < credits AND expires_at < ${overdueSince(now)}`,
  },
]

function overdueSince(now: Date): Date {
  return new Date(now.getTime() - SWEEP_MAY_TAKE_MS)
}
