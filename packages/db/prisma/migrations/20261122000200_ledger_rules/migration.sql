-- What the database itself refuses, whoever writes to it. The routes below are ENTRY_ROUTES of
-- packages/core/src/credits/books.ts; a test holds the two against each other.

ALTER TABLE credit_balance
  ADD CONSTRAINT available_is_never_negative CHECK (available >= 0),
  ADD CONSTRAINT held_is_never_negative CHECK (held >= 0),
  ADD CONSTRAINT books_balance CHECK (available + held + issued + spent + expired = 0);

ALTER TABLE "grant" ADD CONSTRAINT grants_are_positive CHECK (credits > 0);

ALTER TABLE hold
  ADD CONSTRAINT holds_are_positive CHECK (credits > 0),
  ADD CONSTRAINT settled_within_hold
    CHECK (captured >= 0 AND released >= 0 AND captured + released <= credits);

ALTER TABLE ledger_entry
  ADD CONSTRAINT entries_are_positive CHECK (credits > 0),
  ADD CONSTRAINT grant_entries_name_a_grant CHECK ((kind = 'grant') = (grant_id IS NOT NULL)),
  ADD CONSTRAINT hold_entries_name_a_hold CHECK ((kind IN ('hold', 'capture', 'release')) = (hold_id IS NOT NULL));

CREATE UNIQUE INDEX one_entry_per_grant ON ledger_entry (grant_id) WHERE kind = 'grant';
CREATE UNIQUE INDEX one_hold_entry_per_hold ON ledger_entry (hold_id) WHERE kind = 'hold';

-- An entry moves credits between two books the moment it is written. Updating the balance row locks it, so
-- the entries of one account stand in a line and `seq` has no gaps.
CREATE FUNCTION apply_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c integer := NEW.credits;
  balance credit_balance;
BEGIN
  INSERT INTO credit_balance (account_id) VALUES (NEW.account_id) ON CONFLICT DO NOTHING;
  UPDATE credit_balance SET
    available = available + CASE NEW.kind
      WHEN 'grant' THEN c WHEN 'release' THEN c WHEN 'refund' THEN c
      WHEN 'hold' THEN -c WHEN 'expiry' THEN -c ELSE 0 END,
    held    = held    + CASE NEW.kind WHEN 'hold' THEN c WHEN 'capture' THEN -c WHEN 'release' THEN -c ELSE 0 END,
    issued  = issued  + CASE NEW.kind WHEN 'grant' THEN -c ELSE 0 END,
    spent   = spent   + CASE NEW.kind WHEN 'capture' THEN c WHEN 'refund' THEN -c ELSE 0 END,
    expired = expired + CASE NEW.kind WHEN 'expiry' THEN c ELSE 0 END,
    entries = entries + 1
  WHERE account_id = NEW.account_id
  RETURNING * INTO balance;

  NEW.seq := balance.entries;
  NEW.available_after := balance.available;
  NEW.held_after := balance.held;

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
  IF NEW.kind = 'grant' AND NOT EXISTS (
    SELECT FROM "grant" g WHERE g.id = NEW.grant_id AND g.account_id = NEW.account_id AND g.credits = c
  ) THEN
    RAISE EXCEPTION 'ledger entry % does not fit its grant', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER apply_ledger_entry BEFORE INSERT ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION apply_ledger_entry();

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: the ledger is append-only', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER entries_never_change BEFORE UPDATE OR DELETE ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER entries_are_never_truncated BEFORE TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER grants_never_change BEFORE UPDATE OR DELETE ON "grant"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER holds_never_go BEFORE DELETE ON hold
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Balances and holds change only from within the trigger above (depth 2 and more), never by a direct write.
CREATE TRIGGER balances_follow_entries BEFORE UPDATE OR DELETE ON credit_balance
  FOR EACH ROW WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER balances_begin_empty BEFORE INSERT ON credit_balance
  FOR EACH ROW WHEN (NEW.entries <> 0 OR NEW.available <> 0 OR NEW.held <> 0) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER holds_follow_entries BEFORE UPDATE ON hold
  FOR EACH ROW WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER holds_begin_open BEFORE INSERT ON hold
  FOR EACH ROW WHEN (NEW.captured <> 0 OR NEW.released <> 0) EXECUTE FUNCTION refuse_change();
