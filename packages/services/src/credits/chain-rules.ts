import { CHAIN_START } from '@studio/core/credits'
import { Prisma } from '@studio/db'
import type { LedgerRule } from './ledger-rule.ts'

/** What must be true of the numbers and hashes that chain the entries of an account to each other. */
export const CHAIN_RULES: LedgerRule[] = [
  {
    invariant: 'I9',
    rule: 'entries_are_numbered_without_gaps',
    query: Prisma.sql`
      SELECT account_id AS "accountId", coalesce(e.id, account_id) AS "subjectId",
             format('entry %s stands at place %s of %s', e.seq, e.place, coalesce(b.entries, 0)) AS message
      FROM credit_balance b
      FULL JOIN (
        SELECT account_id, id, seq, row_number() OVER in_order AS place,
               lead(seq) OVER in_order AS next_seq
        FROM ledger_entry WINDOW in_order AS (PARTITION BY account_id ORDER BY seq, id)
      ) e USING (account_id)
      WHERE e.seq <> e.place OR (e.next_seq IS NULL AND coalesce(e.place, 0) <> coalesce(b.entries, 0))`,
  },
  {
    invariant: 'I9',
    rule: 'entries_are_chained',
    query: Prisma.sql`
      SELECT account_id AS "accountId", id AS "subjectId",
             format('entry %s %s', seq, CASE WHEN hash <> ALL (right_hashes) THEN 'was changed after it was written'
                                             ELSE 'does not follow the entry before it' END) AS message
      FROM (
        SELECT account_id, id, seq, hash, prev_hash,
               ARRAY[ledger_entry_hash(e), ledger_entry_hash_1(e)] AS right_hashes,
               lag(hash, 1, ${CHAIN_START}) OVER (PARTITION BY account_id ORDER BY seq, id) AS right_prev_hash
        FROM ledger_entry e
      ) e
      WHERE hash <> ALL (right_hashes) OR prev_hash <> right_prev_hash`,
  },
  {
    invariant: 'I9',
    rule: 'balances_know_the_newest_entry',
    query: Prisma.sql`
      SELECT account_id AS "accountId", account_id AS "subjectId",
             'its last hash is not that of its newest entry' AS message
      FROM credit_balance
      FULL JOIN (
        SELECT DISTINCT ON (account_id) account_id, hash FROM ledger_entry ORDER BY account_id, seq DESC, id DESC
      ) newest USING (account_id)
      WHERE coalesce(last_hash, '') <> coalesce(hash, ${CHAIN_START})`,
  },
]
