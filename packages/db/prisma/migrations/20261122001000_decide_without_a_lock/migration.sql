-- Decisions about credits are made on books that nobody locked. An entry comes with the number of the newest one
-- that its decision saw, in the place of its own; the trigger, which locks the books, refuses it when something
-- was posted since that the decision should have known. Whoever makes no claim has seen everything.
ALTER TABLE ledger_entry ALTER COLUMN seq SET DEFAULT 2147483647;

DROP FUNCTION lock_books;

-- Reads what a decision needs to know, at one moment: all of a stable function sees what its caller sees. As one
-- query it took three times as long, because PostgreSQL would plan that anew each time.
CREATE FUNCTION read_books(account text, key text, named_hold text, named_charge text,
  OUT as_of integer, OUT available integer, OUT is_posted boolean, OUT grants jsonb, OUT hold jsonb, OUT charge jsonb)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  SELECT b.entries, b.available INTO as_of, available FROM credit_balance b WHERE b.account_id = account;
  is_posted := EXISTS (SELECT FROM ledger_entry e WHERE e.account_id = account AND e.idempotency_key = key);
  IF named_hold IS NOT NULL THEN
    SELECT jsonb_build_object('credits', h.credits, 'captured', h.captured, 'released', h.released,
                              'line', e.grant_uses)
    INTO hold FROM hold h JOIN ledger_entry e ON e.hold_id = h.id AND e.kind = 'hold'
    WHERE h.id = named_hold AND h.account_id = account;
  ELSIF named_charge IS NOT NULL THEN
    SELECT jsonb_build_object('credits', c.credits, 'refunded', coalesce(sum(refund.credits), 0))
    INTO charge FROM ledger_entry c LEFT JOIN ledger_entry refund ON refund.refund_of = c.id
    WHERE c.id = named_charge AND c.account_id = account AND c.kind = 'capture' GROUP BY c.id;
  ELSE
    SELECT jsonb_agg(jsonb_build_object('id', g.id, 'remaining', g.remaining,
                                        'expiresAt', g.expires_at, 'createdAt', g.created_at))
    INTO grants FROM "grant" g WHERE g.account_id = account AND g.remaining > 0;
  END IF;
END $$;

-- As before, but for the question whether the decision still holds, and in fewer statements: what two triggers of
-- their own did, the look for the entry that placed a hold and the event for whoever watches, is done here.
DROP TRIGGER settlements_follow_holds ON ledger_entry;
DROP FUNCTION require_hold_entry;
DROP TRIGGER tell_of_ledger_entry ON ledger_entry;
DROP FUNCTION tell_of_ledger_entry;

CREATE OR REPLACE FUNCTION apply_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c integer := NEW.credits;
  seen integer := NEW.seq;
  balance credit_balance;
  used integer;
  direction integer := CASE
    WHEN NEW.kind IN ('grant', 'release', 'refund') THEN 1 WHEN NEW.kind IN ('hold', 'expiry') THEN -1 ELSE 0 END;
BEGIN
  SELECT * INTO balance FROM credit_balance WHERE account_id = NEW.account_id FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO credit_balance (account_id) VALUES (NEW.account_id) ON CONFLICT DO NOTHING;
    SELECT * INTO balance FROM credit_balance WHERE account_id = NEW.account_id FOR UPDATE;
  END IF;

  -- What was posted since must not be the same, nor about the same hold or charge. Credits that came since may be
  -- the ones to use first, and those that went may be the ones to be used.
  IF seen < balance.entries AND (EXISTS (
    SELECT FROM ledger_entry e
    WHERE e.account_id = NEW.account_id AND e.seq > seen
      AND (e.idempotency_key = NEW.idempotency_key OR e.hold_id = NEW.hold_id OR e.refund_of = NEW.refund_of
           OR direction < 0 AND e.kind IN ('grant', 'release', 'refund'))
  ) OR direction < 0 AND EXISTS (
    SELECT FROM jsonb_to_recordset(NEW.grant_uses) AS use ("grantId" text, credits integer)
    JOIN "grant" g ON g.id = use."grantId" WHERE g.remaining < use.credits
  )) THEN
    RAISE EXCEPTION 'ledger entry % was decided on books that have moved', NEW.id
      USING ERRCODE = 'serialization_failure';
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

  IF NEW.kind IN ('capture', 'release') THEN
    UPDATE hold SET
      captured = captured + CASE NEW.kind WHEN 'capture' THEN c ELSE 0 END,
      released = released + CASE NEW.kind WHEN 'release' THEN c ELSE 0 END
    WHERE id = NEW.hold_id AND account_id = NEW.account_id
      AND EXISTS (SELECT FROM ledger_entry placed WHERE placed.hold_id = NEW.hold_id AND placed.kind = 'hold');
  ELSIF NEW.kind = 'hold' THEN
    PERFORM FROM hold WHERE id = NEW.hold_id AND account_id = NEW.account_id AND credits = c;
  END IF;
  IF NEW.kind IN ('hold', 'capture', 'release') AND NOT FOUND THEN
    RAISE EXCEPTION 'ledger entry % does not fit its hold', NEW.id USING ERRCODE = 'integrity_constraint_violation';
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
  IF direction = 0 THEN
    SELECT sum(use.credits) INTO used
    FROM jsonb_to_recordset(NEW.grant_uses) AS use ("grantId" text, credits integer)
    JOIN "grant" g ON g.id = use."grantId" AND g.account_id = NEW.account_id AND use.credits > 0;
  ELSE
    WITH moved AS (
      UPDATE "grant" g SET remaining = remaining + direction * use.credits
      FROM jsonb_to_recordset(NEW.grant_uses) AS use ("grantId" text, credits integer)
      WHERE g.id = use."grantId" AND g.account_id = NEW.account_id AND use.credits > 0
      RETURNING use.credits)
    SELECT sum(credits) INTO used FROM moved;
  END IF;
  IF coalesce(used, 0) <> c THEN
    RAISE EXCEPTION 'ledger entry % uses % of % credits of the account’s grants', NEW.id, coalesce(used, 0), c
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;

  INSERT INTO event (account_id, type, subject_id, facts, created_at)
  VALUES (NEW.account_id, 'credits.changed', NEW.cause_id,
          jsonb_build_object('entryId', NEW.id, 'kind', NEW.kind, 'credits', NEW.credits), NEW.created_at);
  RETURN NEW;
END $$;
