-- As before, but each hold, charge and key is found by its own index. Of an account that had few entries when PostgreSQL
-- last counted, it would rather read them all and look among them, however many there were by then.

-- Reads what a decision needs to know, and keeps everybody else from moving it for the rest of the transaction if asked
-- to. The newest entry is read first: what moves after it is found out when the decision is posted.
CREATE OR REPLACE FUNCTION read_books(account text, keys text[], named_holds text[], named_charges text[],
                                      is_kept boolean)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  balance credit_balance;
BEGIN
  IF is_kept THEN
    balance := lock_balance(account);
  ELSE
    SELECT * INTO balance FROM credit_balance WHERE account_id = account;
  END IF;
  RETURN jsonb_build_object(
    'entries', coalesce(balance.entries, 0),
    'lastHash', coalesce(balance.last_hash, repeat('0', 64)),
    'available', coalesce(balance.available, 0),
    'grants', (
      SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'remaining', remaining,
                                                   'expiresAt', expires_at, 'createdAt', created_at)), '[]')
      FROM "grant" WHERE account_id = account AND remaining > 0),
    'holds', (
      SELECT coalesce(jsonb_agg(jsonb_build_array(named, state)), '[]')
      FROM unnest(named_holds) AS named CROSS JOIN LATERAL (
        SELECT h.account_id, jsonb_build_object('credits', h.credits, 'captured', h.captured,
                                                'released', h.released, 'line', e.grant_uses) AS state
        FROM hold h JOIN ledger_entry e ON e.hold_id = h.id AND e.kind = 'hold' WHERE h.id = named LIMIT 1) h
      WHERE h.account_id = account),
    'charges', (
      SELECT coalesce(jsonb_agg(jsonb_build_array(named, state)), '[]')
      FROM unnest(named_charges) AS named CROSS JOIN LATERAL (
        SELECT c.account_id, c.kind, jsonb_build_object('credits', c.credits, 'refunded', (
          SELECT coalesce(sum(r.credits), 0) FROM ledger_entry r WHERE r.refund_of = c.id)) AS state
        FROM ledger_entry c WHERE c.id = named LIMIT 1) c
      WHERE c.account_id = account AND c.kind = 'capture'),
    'postedKeys', (
      SELECT coalesce(jsonb_agg(key), '[]')
      FROM unnest(keys) AS key CROSS JOIN LATERAL (
        SELECT FROM ledger_entry WHERE account_id = account AND idempotency_key = key LIMIT 1) posted));
END $$;

-- Posts entries of one account, one after the other, with the grants and holds that they open: a row for each says what
-- the database gave it. Their decision knew the entries up to `seen`, whose hash was `decided_on`. When one that came since
-- overturns it, or a key stands for an entry already, nothing is posted. A row with the books is how they are now, which
-- nobody else moves before this transaction ends; it is left out where the decision tells that by itself.
DROP FUNCTION post_entries;
CREATE FUNCTION post_entries(account text, seen integer, decided_on text, entries jsonb, new_keys text[],
                             keys text[], named_holds text[], named_charges text[])
RETURNS TABLE (books jsonb, seq integer, "availableAfter" integer, "heldAfter" integer, "prevHash" text, hash text)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  balance credit_balance := lock_balance(account);
  is_newest boolean := balance.last_hash = decided_on;
  new_key text;
BEGIN
  FOREACH new_key IN ARRAY new_keys LOOP
    PERFORM FROM ledger_entry WHERE account_id = account AND idempotency_key = new_key;
    IF FOUND THEN
      RETURN QUERY SELECT read_books(account, keys, named_holds, named_charges, false), 0, 0, 0, '', '';
      RETURN;
    END IF;
  END LOOP;
  IF NOT is_newest THEN
    IF is_overturned(account, seen, balance.entries, decided_on, entries, named_holds, named_charges) THEN
      RETURN QUERY SELECT read_books(account, keys, named_holds, named_charges, false), 0, 0, 0, '', '';
      RETURN;
    END IF;
  END IF;
  IF entries @> '[{"kind": "hold"}]' THEN
    INSERT INTO hold (id, account_id, credits, created_at, expires_at)
    SELECT "holdId", account, credits, "createdAt", "expiresAt"
    FROM jsonb_to_recordset(entries) AS e
      (kind text, "holdId" text, credits integer, "createdAt" timestamptz, "expiresAt" timestamptz)
    WHERE kind = 'hold';
  END IF;
  IF entries @> '[{"kind": "grant"}]' OR entries @> '[{"kind": "refund"}]' THEN
    INSERT INTO "grant" (id, account_id, credits, created_at, expires_at, source, note)
    SELECT "grantId", account, credits, "createdAt", "expiresAt", source, note
    FROM jsonb_to_recordset(entries) AS e
      (kind text, "grantId" text, credits integer, "createdAt" timestamptz, "expiresAt" timestamptz,
       source text, note text)
    WHERE kind IN ('grant', 'refund');
  END IF;
  RETURN QUERY
    INSERT INTO ledger_entry (id, account_id, kind, credits, grant_id, hold_id, refund_of, cause_id, reason,
                              idempotency_key, created_at, grant_uses)
    SELECT id, account, kind, credits, "grantId", "holdId", "refundOf", "causeId", reason, "idempotencyKey",
           "createdAt", "grantUses"
    FROM jsonb_to_recordset(entries) AS e
      (id text, kind entry_kind, credits integer, "grantId" text, "holdId" text, "refundOf" text, "causeId" text,
       reason text, "idempotencyKey" text, "createdAt" timestamptz, "grantUses" jsonb)
    RETURNING NULL::jsonb, seq, available_after, held_after, prev_hash, hash;
  IF NOT is_newest THEN
    RETURN QUERY SELECT read_books(account, '{}', named_holds, named_charges, false), 0, 0, 0, '', '';
  END IF;
END $$;

-- The text that is hashed, field by field: `chainText` of packages/core/src/credits/chain.ts. In this form PostgreSQL
-- makes it a part of the statement that needs it.
CREATE FUNCTION chain_hash(prev_hash text, account_id text, id text, seq integer, kind entry_kind, credits integer,
  grant_id text, hold_id text, refund_of text, cause_id text, reason text, available_after integer, held_after integer,
  created_at timestamptz, grant_uses jsonb) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(convert_to(concat_ws(E'\n',
    'studio-ledger-2', prev_hash, account_id, id, seq, kind, credits,
    coalesce(grant_id, ''), coalesce(hold_id, ''), coalesce(refund_of, ''), cause_id, reason,
    available_after, held_after,
    to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    grant_uses), 'UTF8')), 'hex')
$$;

CREATE OR REPLACE FUNCTION ledger_entry_hash(e ledger_entry) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT chain_hash(e.prev_hash, e.account_id, e.id, e.seq, e.kind, e.credits, e.grant_id, e.hold_id, e.refund_of,
                    e.cause_id, e.reason, e.available_after, e.held_after, e.created_at, e.grant_uses)
$$;

-- As before, with the balance locked, moved and chained by one statement.
CREATE OR REPLACE FUNCTION apply_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c integer := NEW.credits;
  refundable integer;
  used integer := 0;
  part_grant text;
  part integer;
  direction integer := CASE
    WHEN NEW.kind IN ('grant', 'release', 'refund') THEN 1 WHEN NEW.kind IN ('hold', 'expiry') THEN -1 ELSE 0 END;
BEGIN
  LOOP
    UPDATE credit_balance b SET
      available = b.available + direction * c,
      held      = b.held    + CASE NEW.kind WHEN 'hold' THEN c WHEN 'capture' THEN -c WHEN 'release' THEN -c ELSE 0 END,
      issued    = b.issued  + CASE NEW.kind WHEN 'grant' THEN -c ELSE 0 END,
      spent     = b.spent   + CASE NEW.kind WHEN 'capture' THEN c WHEN 'refund' THEN -c ELSE 0 END,
      expired   = b.expired + CASE NEW.kind WHEN 'expiry' THEN c ELSE 0 END,
      entries   = b.entries + 1,
      last_hash = chain_hash(
        b.last_hash, NEW.account_id, NEW.id, b.entries + 1, NEW.kind, c, NEW.grant_id, NEW.hold_id, NEW.refund_of,
        NEW.cause_id, NEW.reason, b.available + direction * c,
        b.held + CASE NEW.kind WHEN 'hold' THEN c WHEN 'capture' THEN -c WHEN 'release' THEN -c ELSE 0 END,
        NEW.created_at, NEW.grant_uses)
    WHERE account_id = NEW.account_id
    RETURNING WITH (OLD AS before, NEW AS after) after.entries, after.available, after.held, before.last_hash, after.last_hash
    INTO NEW.seq, NEW.available_after, NEW.held_after, NEW.prev_hash, NEW.hash;
    EXIT WHEN FOUND;
    INSERT INTO credit_balance (account_id) VALUES (NEW.account_id) ON CONFLICT DO NOTHING;
  END LOOP;

  IF NEW.kind IN ('hold', 'capture', 'release') THEN
    IF NEW.kind = 'hold' THEN
      PERFORM FROM hold WHERE id = NEW.hold_id AND account_id = NEW.account_id AND credits = c;
    ELSE
      UPDATE hold SET
        captured = captured + CASE NEW.kind WHEN 'capture' THEN c ELSE 0 END,
        released = released + CASE NEW.kind WHEN 'release' THEN c ELSE 0 END
      WHERE id = NEW.hold_id AND account_id = NEW.account_id
        AND EXISTS (SELECT FROM ledger_entry placed WHERE placed.hold_id = NEW.hold_id AND placed.kind = 'hold');
    END IF;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'ledger entry % does not fit its hold', NEW.id
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;

  IF NEW.kind IN ('grant', 'refund') THEN
    PERFORM FROM "grant" WHERE id = NEW.grant_id AND account_id = NEW.account_id AND credits = c;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'ledger entry % does not fit its grant', NEW.id
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;

  IF NEW.kind = 'refund' THEN
    SELECT captured.credits - coalesce(sum(earlier.credits), 0) INTO refundable
    FROM ledger_entry captured LEFT JOIN ledger_entry earlier ON earlier.refund_of = captured.id
    WHERE captured.id = NEW.refund_of AND captured.account_id = NEW.account_id AND captured.kind = 'capture'
    GROUP BY captured.id;
    IF c > coalesce(refundable, 0) THEN
      RAISE EXCEPTION 'ledger entry % refunds more than was captured', NEW.id
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;

  -- What is available is what remains of the grants: both sides move together, or the entry is refused.
  FOR i IN 0 .. jsonb_array_length(NEW.grant_uses) - 1 LOOP
    part_grant := NEW.grant_uses -> i ->> 'grantId';
    part := NEW.grant_uses -> i ->> 'credits';
    CONTINUE WHEN part <= 0;
    IF direction = 0 THEN
      PERFORM FROM "grant" WHERE id = part_grant AND account_id = NEW.account_id;
    ELSE
      UPDATE "grant" SET remaining = remaining + direction * part
      WHERE id = part_grant AND account_id = NEW.account_id;
    END IF;
    IF FOUND THEN
      used := used + part;
    END IF;
  END LOOP;
  IF used <> c THEN
    RAISE EXCEPTION 'ledger entry % uses % of % credits of the account’s grants', NEW.id, used, c
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;

  INSERT INTO event (account_id, type, subject_id, facts, created_at)
  VALUES (NEW.account_id, 'credits.changed', NEW.cause_id,
          jsonb_build_object('entryId', NEW.id, 'kind', NEW.kind, 'credits', NEW.credits), NEW.created_at);
  RETURN NEW;
END $$;

