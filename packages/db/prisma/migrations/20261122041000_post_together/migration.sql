-- Movements of one account are posted together, in one trip. A decision says which entry was the newest that it knew;
-- whoever did not know what overturns it gets the books as they are now and decides again, in the same transaction.
DROP FUNCTION read_books;

-- Reads what a decision needs to know, and keeps everybody else from moving it for the rest of the transaction if asked
-- to. The newest entry is read first: what moves after it is found out when the decision is posted.
CREATE FUNCTION read_books(account text, keys text[], named_holds text[], named_charges text[], is_kept boolean)
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
      SELECT coalesce(jsonb_agg(jsonb_build_array(h.id, jsonb_build_object(
        'credits', h.credits, 'captured', h.captured, 'released', h.released, 'line', e.grant_uses))), '[]')
      FROM hold h JOIN ledger_entry e ON e.hold_id = h.id AND e.kind = 'hold'
      WHERE h.id = ANY (named_holds) AND h.account_id = account),
    'charges', (
      SELECT coalesce(jsonb_agg(jsonb_build_array(c.id, jsonb_build_object('credits', c.credits, 'refunded', (
        SELECT coalesce(sum(r.credits), 0) FROM ledger_entry r WHERE r.refund_of = c.id)))), '[]')
      FROM ledger_entry c WHERE c.id = ANY (named_charges) AND c.account_id = account AND c.kind = 'capture'),
    'postedKeys', (
      SELECT coalesce(jsonb_agg(idempotency_key), '[]')
      FROM ledger_entry WHERE account_id = account AND idempotency_key = ANY (keys)));
END $$;

-- Before its first movement an account has no row to lock. Of two that begin at once, the second waits here.
CREATE FUNCTION lock_balance(account text) RETURNS credit_balance LANGUAGE plpgsql AS $$
DECLARE
  balance credit_balance;
BEGIN
  SELECT * INTO balance FROM credit_balance WHERE account_id = account FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO credit_balance (account_id) VALUES (account) ON CONFLICT DO NOTHING;
    SELECT * INTO balance FROM credit_balance WHERE account_id = account FOR UPDATE;
  END IF;
  RETURN balance;
END $$;

-- Posts entries of one account, one after the other, with the grants and holds that they open: `posted` is what the
-- database gave them. Their decision knew the entries up to `seen`, whose hash was `decided_on`. When one that came since
-- overturns it, or a key stands for an entry already, nothing is posted. `books` is how they are now, which nobody
-- else moves before this transaction ends; it is left out where the decision tells that by itself.
CREATE FUNCTION post_entries(account text, seen integer, decided_on text, entries jsonb, new_keys text[], keys text[],
                             named_holds text[], named_charges text[])
RETURNS jsonb LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  balance credit_balance := lock_balance(account);
  is_newest boolean := balance.last_hash = decided_on;
  answer jsonb;
BEGIN
  PERFORM FROM ledger_entry WHERE account_id = account AND idempotency_key = ANY (new_keys);
  IF FOUND THEN
    RETURN jsonb_build_object('books', read_books(account, keys, named_holds, named_charges, false));
  END IF;
  IF NOT is_newest THEN
    IF is_overturned(account, seen, balance.entries, decided_on, entries, named_holds, named_charges) THEN
      RETURN jsonb_build_object('books', read_books(account, keys, named_holds, named_charges, false));
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
  WITH posted AS (
    INSERT INTO ledger_entry (id, account_id, kind, credits, grant_id, hold_id, refund_of, cause_id, reason,
                              idempotency_key, created_at, grant_uses)
    SELECT id, account, kind, credits, "grantId", "holdId", "refundOf", "causeId", reason, "idempotencyKey",
           "createdAt", "grantUses"
    FROM jsonb_to_recordset(entries) AS e
      (id text, kind entry_kind, credits integer, "grantId" text, "holdId" text, "refundOf" text, "causeId" text,
       reason text, "idempotencyKey" text, "createdAt" timestamptz, "grantUses" jsonb)
    RETURNING seq, available_after, held_after, prev_hash, hash)
  SELECT jsonb_agg(jsonb_build_object('seq', seq, 'availableAfter', available_after, 'heldAfter', held_after,
                                      'prevHash', prev_hash, 'hash', hash))
  INTO answer FROM posted;
  IF is_newest THEN
    RETURN jsonb_build_object('posted', answer);
  END IF;
  RETURN jsonb_build_object(
    'posted', answer, 'books', read_books(account, '{}', named_holds, named_charges, false));
END $$;

-- Whether a decision is worth nothing any more: because the entry it rests on was never committed, or because something
-- was posted since about the same hold or charge. For one that takes from grants also because credits came, which may
-- be the ones to use first, or went, which may be the ones that it uses.
CREATE FUNCTION is_overturned(account text, seen integer, newest integer, decided_on text, entries jsonb,
                              named_holds text[], named_charges text[])
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  is_taking boolean := entries @> '[{"kind": "hold"}]' OR entries @> '[{"kind": "expiry"}]';
BEGIN
  PERFORM FROM ledger_entry WHERE account_id = account AND seq = seen AND hash = decided_on;
  IF NOT FOUND THEN
    RETURN true;
  END IF;
  PERFORM FROM ledger_entry
  -- The upper end tells PostgreSQL that these are few.
  WHERE account_id = account AND seq BETWEEN seen + 1 AND newest
    AND (hold_id = ANY (named_holds) OR refund_of = ANY (named_charges)
         OR is_taking AND kind IN ('grant', 'release', 'refund'));
  IF FOUND OR NOT is_taking THEN
    RETURN FOUND;
  END IF;
  RETURN EXISTS (
    SELECT FROM jsonb_to_recordset(entries) AS e (kind text, "grantUses" jsonb)
    CROSS JOIN jsonb_to_recordset("grantUses") AS use ("grantId" text, credits integer)
    JOIN "grant" g ON g.id = use."grantId"
    WHERE kind IN ('hold', 'expiry') GROUP BY g.id HAVING g.remaining < sum(use.credits));
END $$;

-- As before, but for the question whether the decision still holds.
CREATE OR REPLACE FUNCTION apply_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c integer := NEW.credits;
  balance credit_balance;
  refundable integer;
  used integer := 0;
  part_grant text;
  part integer;
  direction integer := CASE
    WHEN NEW.kind IN ('grant', 'release', 'refund') THEN 1 WHEN NEW.kind IN ('hold', 'expiry') THEN -1 ELSE 0 END;
BEGIN
  balance := lock_balance(NEW.account_id);
  NEW.seq := balance.entries + 1;
  NEW.available_after := balance.available + direction * c;
  NEW.held_after := balance.held
    + CASE NEW.kind WHEN 'hold' THEN c WHEN 'capture' THEN -c WHEN 'release' THEN -c ELSE 0 END;
  NEW.prev_hash := balance.last_hash;
  NEW.hash := ledger_entry_hash(NEW);
  UPDATE credit_balance SET
    available = NEW.available_after,
    held      = NEW.held_after,
    issued    = issued  + CASE NEW.kind WHEN 'grant' THEN -c ELSE 0 END,
    spent     = spent   + CASE NEW.kind WHEN 'capture' THEN c WHEN 'refund' THEN -c ELSE 0 END,
    expired   = expired + CASE NEW.kind WHEN 'expiry' THEN c ELSE 0 END,
    entries   = NEW.seq,
    last_hash = NEW.hash
  WHERE account_id = NEW.account_id;

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

-- The same text as before, in a language whose functions keep their plan.
CREATE OR REPLACE FUNCTION ledger_entry_hash(e ledger_entry) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN encode(sha256(convert_to(concat_ws(E'\n',
    'studio-ledger-2', e.prev_hash, e.account_id, e.id, e.seq, e.kind, e.credits,
    coalesce(e.grant_id, ''), coalesce(e.hold_id, ''), coalesce(e.refund_of, ''), e.cause_id, e.reason,
    e.available_after, e.held_after,
    to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    e.grant_uses), 'UTF8')), 'hex');
END $$;
