-- More that the database itself refuses: balances made up at their beginning or cut off whole, a refund of
-- what was never charged, and settling a hold whose credits were never set aside.

ALTER TABLE credit_balance ADD CONSTRAINT spent_is_never_negative CHECK (spent >= 0);

CREATE TRIGGER balances_are_never_truncated BEFORE TRUNCATE ON credit_balance
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

DROP TRIGGER balances_begin_empty ON credit_balance;
CREATE TRIGGER balances_begin_empty BEFORE INSERT ON credit_balance
  FOR EACH ROW WHEN (
    NEW.entries <> 0 OR NEW.available <> 0 OR NEW.held <> 0 OR NEW.issued <> 0 OR NEW.spent <> 0 OR NEW.expired <> 0
  ) EXECUTE FUNCTION refuse_change();

CREATE FUNCTION require_hold_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ledger_entry WHERE hold_id = NEW.hold_id AND kind = 'hold') THEN
    RAISE EXCEPTION 'ledger entry % settles a hold that was never placed', NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER settlements_follow_holds BEFORE INSERT ON ledger_entry
  FOR EACH ROW WHEN (NEW.kind IN ('capture', 'release')) EXECUTE FUNCTION require_hold_entry();
