-- The text that is hashed covers which grants an entry used, in the words of PostgreSQL's jsonb: `chainText` of
-- packages/core/src/credits/chain.ts. Entries from before carry the hash of the text without, and are known by it.
ALTER FUNCTION ledger_entry_hash RENAME TO ledger_entry_hash_1;
CREATE FUNCTION ledger_entry_hash(e ledger_entry) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(concat_ws(E'\n',
    'studio-ledger-2', e.prev_hash, e.account_id, e.id, e.seq, e.kind, e.credits,
    coalesce(e.grant_id, ''), coalesce(e.hold_id, ''), coalesce(e.refund_of, ''), e.cause_id, e.reason,
    e.available_after, e.held_after,
    to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    e.grant_uses), 'UTF8')), 'hex')
$$;
