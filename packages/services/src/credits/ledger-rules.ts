import { Prisma } from '@studio/db'
import { CHAIN_RULES } from './chain-rules.ts'
import { GRANT_RULES } from './grant-rules.ts'
import { effectOn, type LedgerRule } from './ledger-rule.ts'

/** Guards of the schema without which the database would accept what breaks the ledger. */
const GUARDS = [
  'apply_ledger_entry',
  'entries_never_change',
  'entries_are_never_truncated',
  'grants_follow_entries',
  'grants_never_go',
  'grants_begin_empty',
  'holds_never_go',
  'balances_follow_entries',
  'balances_begin_empty',
  'balances_are_never_truncated',
  'spent_is_never_negative',
  'holds_follow_entries',
  'holds_begin_open',
  'available_is_never_negative',
  'held_is_never_negative',
  'books_balance',
  'grants_are_positive',
  'remaining_within_grant',
  'holds_are_positive',
  'settled_within_hold',
  'entries_are_positive',
  'grant_entries_name_a_grant',
  'hold_entries_name_a_hold',
  'refunds_name_a_capture',
  'chain_fields_are_one_line',
  'one_opening_entry_per_grant',
  'one_hold_entry_per_hold',
  'ledger_entry_account_id_seq_key',
  'ledger_entry_account_id_idempotency_key_key',
]

/** What must be true of the stored rows, set by set. A new kind of entry or row brings its rules here. */
export const LEDGER_RULES: LedgerRule[] = [
  {
    invariant: 'I1',
    rule: 'books_are_the_sum_of_entries',
    query: Prisma.sql`
      SELECT account_id AS "accountId", account_id AS "subjectId",
             format('the books say %s, the entries add up to %s', books, sums) AS message
      FROM (
        SELECT account_id, (available, held, issued, spent, expired)::text AS books FROM credit_balance
      ) b
      FULL JOIN (
        SELECT account_id, (
          sum(${effectOn('available')}), sum(${effectOn('held')}), sum(${effectOn('issued')}),
          sum(${effectOn('spent')}), sum(${effectOn('expired')}))::text AS sums
        FROM ledger_entry GROUP BY account_id
      ) e USING (account_id)
      WHERE coalesce(books, '(0,0,0,0,0)') <> coalesce(sums, '(0,0,0,0,0)')`,
  },
  {
    invariant: 'I1',
    rule: 'entries_carry_the_running_balance',
    query: Prisma.sql`
      SELECT account_id AS "accountId", id AS "subjectId",
             format('says %s available and %s held, the entries up to it make %s and %s',
                    available_after, held_after, available, held) AS message
      FROM (
        SELECT *, sum(${effectOn('available')}) OVER so_far AS available,
                  sum(${effectOn('held')}) OVER so_far AS held
        FROM ledger_entry WINDOW so_far AS (PARTITION BY account_id ORDER BY seq, id)
      ) e
      WHERE (available_after, held_after) <> (available, held)`,
  },
  {
    invariant: 'I1',
    rule: 'held_is_the_sum_of_open_holds',
    query: Prisma.sql`
      SELECT account_id AS "accountId", account_id AS "subjectId",
             format('%s held, and holds with %s open', coalesce(held, 0), coalesce(open, 0)) AS message
      FROM credit_balance
      FULL JOIN (
        SELECT account_id, sum(credits - captured - released) AS open FROM hold GROUP BY account_id
      ) h USING (account_id)
      WHERE coalesce(held, 0) <> coalesce(open, 0)`,
  },
  {
    invariant: 'I2',
    rule: 'nothing_is_negative',
    query: Prisma.sql`
      SELECT account_id AS "accountId", subject_id AS "subjectId",
             format('%s available, %s held', available, held) AS message
      FROM (
        SELECT account_id, account_id AS subject_id, available, held FROM credit_balance
        UNION ALL SELECT account_id, id, available_after, held_after FROM ledger_entry
        UNION ALL SELECT account_id, id, remaining, 0 FROM "grant"
      ) balances
      WHERE available < 0 OR held < 0`,
  },
  {
    invariant: 'I3',
    rule: 'holds_are_settled_by_their_entries',
    query: Prisma.sql`
      SELECT h.account_id AS "accountId", h.id AS "subjectId",
             format('%s held, %s captured, %s released; its entries: %s held by %s, %s captured, %s released',
                    h.credits, h.captured, h.released,
                    held, holds, e.captured, e.released) AS message
      FROM hold h
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE kind = 'hold') AS holds,
               coalesce(sum(credits) FILTER (WHERE kind = 'hold'), 0) AS held,
               coalesce(sum(credits) FILTER (WHERE kind = 'capture'), 0) AS captured,
               coalesce(sum(credits) FILTER (WHERE kind = 'release'), 0) AS released,
               count(*) FILTER (WHERE account_id <> h.account_id) AS strangers
        FROM ledger_entry WHERE hold_id = h.id
      ) e
      WHERE (holds, held, e.captured, e.released, strangers) <> (1, h.credits, h.captured, h.released, 0)
         OR h.captured + h.released > h.credits`,
  },
  {
    invariant: 'I4',
    rule: 'holds_of_ended_generations_are_closed',
    query: Prisma.sql`
      SELECT h.account_id AS "accountId", h.id AS "subjectId",
             format('%s credits are still held for %s, which is %s',
                    h.credits - h.captured - h.released, g.id, g.status) AS message
      FROM hold h JOIN generation g ON g.hold_id = h.id
      WHERE g.status NOT IN ('queued', 'running') AND h.captured + h.released <> h.credits
        AND NOT EXISTS (SELECT FROM batch_item i WHERE i.hold_id = h.id)`,
  },
  {
    invariant: 'I4',
    rule: 'holds_of_batches_are_what_is_open',
    query: Prisma.sql`
      SELECT h.account_id AS "accountId", h.id AS "subjectId",
             format('%s credits are still held, where items of %s are open',
                    h.credits - h.captured - h.released, i.open) AS message
      FROM hold h JOIN (
        SELECT i.hold_id,
               coalesce(sum(i.count * i.credits_each) FILTER (WHERE i.status = 'pending'), 0)
               + coalesce(sum(CASE WHEN i.generation_id IS NULL THEN i.count * i.credits_each ELSE o.open END)
                          FILTER (WHERE i.status = 'started'), 0) AS open
        FROM batch_item i LEFT JOIN LATERAL (
          SELECT count(*) * i.credits_each AS open FROM output
          WHERE generation_id = i.generation_id AND status IN ('queued', 'running')
        ) o ON true
        WHERE i.hold_id IS NOT NULL GROUP BY i.hold_id
      ) i ON i.hold_id = h.id
      WHERE h.credits - h.captured - h.released <> i.open`,
  },
  {
    invariant: 'I5',
    rule: 'refunds_are_within_captures',
    query: Prisma.sql`
      SELECT r.account_id AS "accountId", coalesce(c.id, min(r.id)) AS "subjectId",
             format('%s credits were refunded of %s captured', sum(r.credits), coalesce(c.credits, 0)) AS message
      FROM ledger_entry r
      LEFT JOIN ledger_entry c ON c.id = r.refund_of AND c.kind = 'capture' AND c.account_id = r.account_id
      WHERE r.kind = 'refund'
      GROUP BY r.account_id, c.id
      HAVING sum(r.credits) > coalesce(c.credits, 0)`,
  },
  {
    invariant: 'I6',
    rule: 'keys_stand_for_one_entry',
    query: Prisma.sql`
      SELECT account_id AS "accountId", min(id) AS "subjectId",
             format('%s entries under the key %s', count(*), idempotency_key) AS message
      FROM ledger_entry GROUP BY account_id, idempotency_key HAVING count(*) > 1`,
  },
  {
    invariant: 'I7',
    rule: 'outputs_are_charged_as_they_ended',
    query: Prisma.sql`
      SELECT account_id AS "accountId", id AS "subjectId",
             format('%s and charged %s of %s credits: %s captured by %s entries, %s released by %s',
                    status, credits_charged, credits_each, captured, captures, released, releases) AS message
      FROM (
        SELECT o.account_id, o.id, o.status, o.credits_charged, g.credits_each,
               count(*) FILTER (WHERE e.kind = 'capture') AS captures,
               count(*) FILTER (WHERE e.kind = 'release') AS releases,
               coalesce(sum(e.credits) FILTER (WHERE e.kind = 'capture'), 0) AS captured,
               coalesce(sum(e.credits) FILTER (WHERE e.kind = 'release'), 0) AS released,
               count(*) FILTER (WHERE e.hold_id <> g.hold_id) AS strangers
        FROM output o JOIN generation g ON g.id = o.generation_id
        LEFT JOIN ledger_entry e ON e.cause_id = o.id AND e.kind IN ('capture', 'release')
        GROUP BY o.id, g.id
      ) o
      WHERE (captures, captured, credits_charged, releases, released, strangers) <> (
        (credits_each > 0 AND status = 'succeeded')::int, (status = 'succeeded')::int * credits_each,
        (status = 'succeeded')::int * credits_each,
        (credits_each > 0 AND status IN ('failed', 'cancelled'))::int,
        (status IN ('failed', 'cancelled'))::int * credits_each,
        0)`,
  },
  {
    invariant: 'I9',
    rule: 'guards_are_on',
    query: Prisma.sql`
      SELECT NULL AS "accountId", guard AS "subjectId",
             'this guard of the database is missing or switched off' AS message
      FROM unnest(${GUARDS}::text[]) AS guard
      WHERE guard NOT IN (
        SELECT tgname::text FROM pg_trigger WHERE tgenabled IN ('O', 'A')
        UNION ALL SELECT conname::text FROM pg_constraint WHERE convalidated
        UNION ALL SELECT indexrelid::regclass::text FROM pg_index WHERE indisunique AND indisvalid)`,
  },
  ...GRANT_RULES,
  ...CHAIN_RULES,
]
