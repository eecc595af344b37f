-- The same rules in fewer and cheaper statements. In PL/pgSQL an IF whose condition holds a query runs a query even
-- where its first half already says no, so that every entry paid for what only refunds ask; and one UPDATE by key is
-- cheaper than a join with the JSON that names the key. The two took a sixth of the time of a movement.
CREATE OR REPLACE FUNCTION apply_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c integer := NEW.credits;
  seen integer := NEW.seq;
  balance credit_balance;
  is_overturned boolean;
  refundable integer;
  used integer := 0;
  part_grant text;
  part integer;
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
  IF seen < balance.entries THEN
    SELECT EXISTS (
      SELECT FROM ledger_entry e
      WHERE e.account_id = NEW.account_id AND e.seq > seen
        AND (e.idempotency_key = NEW.idempotency_key OR e.hold_id = NEW.hold_id OR e.refund_of = NEW.refund_of
             OR direction < 0 AND e.kind IN ('grant', 'release', 'refund'))
    ) OR direction < 0 AND EXISTS (
      SELECT FROM jsonb_to_recordset(NEW.grant_uses) AS use ("grantId" text, credits integer)
      JOIN "grant" g ON g.id = use."grantId" WHERE g.remaining < use.credits
    ) INTO is_overturned;
    IF is_overturned THEN
      RAISE EXCEPTION 'ledger entry % was decided on books that have moved', NEW.id
        USING ERRCODE = 'serialization_failure';
    END IF;
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

-- A check's text is parsed by every statement that writes its table: grant_entries_name_a_grant says this as well.
ALTER TABLE ledger_entry DROP CONSTRAINT expiries_name_a_grant;

-- So is the condition of a trigger: what it costs to compare two grants is asked only of who writes past the ledger.
CREATE FUNCTION refuse_grant_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.note <> '' OR (to_jsonb(NEW) - 'note') <> (to_jsonb(OLD) - 'note') THEN
    RAISE EXCEPTION '% of % is refused: the ledger is append-only', TG_OP, TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER grants_follow_entries ON "grant";
CREATE TRIGGER grants_follow_entries BEFORE UPDATE ON "grant"
  FOR EACH ROW WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION refuse_grant_change();
