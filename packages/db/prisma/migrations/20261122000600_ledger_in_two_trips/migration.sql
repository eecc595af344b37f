-- Moving credits takes two trips to the database, one that locks and reads and one that writes: whoever waits
-- for the same account waits for nothing else. The rules are those of the migrations before.

-- Refunds look for the earlier ones of their charge.
CREATE INDEX "ledger_entry_refund_of_idx" ON ledger_entry (refund_of);

-- Locks the books of an account until the transaction ends, and then reads what a decision needs. The order is
-- the point: each statement of a volatile function sees what was committed before it began, so that whoever
-- waited here reads the books as the one before left them. One query could not: it would still see the old.
CREATE FUNCTION lock_books(account text, key text, named_hold text)
RETURNS TABLE (available integer, is_posted boolean, grants jsonb, hold jsonb) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  SELECT b.available INTO available FROM credit_balance b WHERE b.account_id = account FOR UPDATE;
  IF NOT FOUND THEN
    -- Before its first movement an account has no row to lock. Of two that begin at once, the second waits here.
    INSERT INTO credit_balance (account_id) VALUES (account) ON CONFLICT DO NOTHING;
    SELECT b.available INTO available FROM credit_balance b WHERE b.account_id = account FOR UPDATE;
  END IF;
  is_posted := EXISTS (SELECT FROM ledger_entry e WHERE e.account_id = account AND e.idempotency_key = key);
  IF named_hold IS NULL THEN
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'remaining', g.remaining,
                                                 'expiresAt', g.expires_at, 'createdAt', g.created_at)), '[]')
    INTO grants FROM "grant" g WHERE g.account_id = account AND g.remaining > 0;
  ELSE
    SELECT jsonb_build_object('credits', h.credits, 'captured', h.captured, 'released', h.released,
                              'line', e.grant_uses)
    INTO hold FROM hold h JOIN ledger_entry e ON e.hold_id = h.id AND e.kind = 'hold'
    WHERE h.id = named_hold AND h.account_id = account;
  END IF;
  RETURN NEXT;
END $$;

-- As before, but with one update of the balance in place of two, and none of a grant that a capture leaves as it is.
CREATE OR REPLACE FUNCTION apply_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c integer := NEW.credits;
  balance credit_balance;
  used record;
  total integer := 0;
  direction integer := CASE
    WHEN NEW.kind IN ('grant', 'release', 'refund') THEN 1 WHEN NEW.kind IN ('hold', 'expiry') THEN -1 ELSE 0 END;
BEGIN
  SELECT * INTO balance FROM credit_balance WHERE account_id = NEW.account_id FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO credit_balance (account_id) VALUES (NEW.account_id) ON CONFLICT DO NOTHING;
    SELECT * INTO balance FROM credit_balance WHERE account_id = NEW.account_id FOR UPDATE;
  END IF;

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
    UPDATE hold SET
      captured = captured + CASE NEW.kind WHEN 'capture' THEN c ELSE 0 END,
      released = released + CASE NEW.kind WHEN 'release' THEN c ELSE 0 END
    WHERE id = NEW.hold_id AND account_id = NEW.account_id
      AND (NEW.kind <> 'hold' OR credits = c);
    IF NOT FOUND THEN
      RAISE EXCEPTION 'ledger entry % does not fit its hold', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  IF NEW.kind IN ('grant', 'refund') AND NOT EXISTS (
    SELECT FROM "grant" g WHERE g.id = NEW.grant_id AND g.account_id = NEW.account_id AND g.credits = c
  ) THEN
    RAISE EXCEPTION 'ledger entry % does not fit its grant', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind = 'refund' AND c > (
    SELECT captured.credits - coalesce(sum(earlier.credits), 0)
    FROM ledger_entry captured LEFT JOIN ledger_entry earlier ON earlier.refund_of = captured.id
    WHERE captured.id = NEW.refund_of AND captured.account_id = NEW.account_id AND captured.kind = 'capture'
    GROUP BY captured.id
  ) IS NOT FALSE THEN
    RAISE EXCEPTION 'ledger entry % refunds more than was captured', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;

  -- What is available is what remains of the grants: both sides move together, or the entry is refused.
  FOR used IN SELECT * FROM jsonb_to_recordset(NEW.grant_uses) AS x("grantId" text, credits integer) LOOP
    total := total + used.credits;
    IF direction = 0 THEN
      PERFORM FROM "grant" WHERE id = used."grantId" AND account_id = NEW.account_id AND used.credits > 0;
    ELSE
      UPDATE "grant" SET remaining = remaining + direction * used.credits
      WHERE id = used."grantId" AND account_id = NEW.account_id AND used.credits > 0;
    END IF;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'ledger entry % uses a grant that is not there', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END LOOP;
  IF total <> c THEN
    RAISE EXCEPTION 'ledger entry % uses % of % credits', NEW.id, total, c USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- Whoever watches the account is told with the entry itself, in numbers and ids only.
CREATE FUNCTION tell_of_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO event (account_id, type, subject_id, facts, created_at)
  VALUES (NEW.account_id, 'credits.changed', NEW.cause_id,
          jsonb_build_object('entryId', NEW.id, 'kind', NEW.kind, 'credits', NEW.credits), NEW.created_at);
  RETURN NULL;
END $$;

CREATE TRIGGER tell_of_ledger_entry AFTER INSERT ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION tell_of_ledger_entry();
