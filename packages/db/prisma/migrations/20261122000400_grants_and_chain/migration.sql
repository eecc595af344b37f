-- Grants that know what is left of them and until when, holds with an end, refunds, and a chain of hashes over
-- the entries of each account.

DROP INDEX "grant_account_id_idx";

ALTER TABLE credit_balance
  ADD COLUMN last_hash TEXT NOT NULL DEFAULT '0000000000000000000000000000000000000000000000000000000000000000';
ALTER TABLE "grant"
  ADD COLUMN expires_at TIMESTAMPTZ(3),
  ADD COLUMN note TEXT NOT NULL DEFAULT '',
  ADD COLUMN remaining INTEGER NOT NULL DEFAULT 0;
ALTER TABLE hold ADD COLUMN expires_at TIMESTAMPTZ(3);
ALTER TABLE ledger_entry
  ADD COLUMN grant_uses JSONB,
  ADD COLUMN hash TEXT NOT NULL DEFAULT '',
  ADD COLUMN prev_hash TEXT NOT NULL DEFAULT '',
  ADD COLUMN refund_of TEXT;

CREATE INDEX "grant_account_id_expires_at_idx" ON "grant" (account_id, expires_at);
ALTER TABLE ledger_entry ADD CONSTRAINT "ledger_entry_refund_of_fkey"
  FOREIGN KEY (refund_of) REFERENCES ledger_entry (id) ON DELETE RESTRICT ON UPDATE CASCADE;

-- The text that is hashed: `chainText` of packages/core/src/credits/chain.ts, field by field.
CREATE FUNCTION ledger_entry_hash(e ledger_entry) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(concat_ws(E'\n',
    'studio-ledger-1', e.prev_hash, e.account_id, e.id, e.seq, e.kind, e.credits,
    coalesce(e.grant_id, ''), coalesce(e.hold_id, ''), coalesce(e.refund_of, ''), e.cause_id, e.reason,
    e.available_after, e.held_after,
    to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')), 'UTF8')), 'hex')
$$;

-- Until now an account had at most one grant, so every entry used that one.
ALTER TABLE ledger_entry DISABLE TRIGGER USER;
ALTER TABLE "grant" DISABLE TRIGGER USER;
ALTER TABLE hold DISABLE TRIGGER USER;
ALTER TABLE credit_balance DISABLE TRIGGER USER;
UPDATE hold SET expires_at = created_at + interval '1 day';
UPDATE "grant" g SET remaining = b.available FROM credit_balance b WHERE b.account_id = g.account_id;
UPDATE ledger_entry e SET grant_uses = jsonb_build_array(jsonb_build_object('grantId', g.id, 'credits', e.credits))
  FROM "grant" g WHERE g.account_id = e.account_id;
DO $$
DECLARE
  e ledger_entry;
  previous text;
  owner text := '';
BEGIN
  FOR e IN SELECT * FROM ledger_entry ORDER BY account_id, seq LOOP
    IF e.account_id <> owner THEN
      owner := e.account_id;
      previous := repeat('0', 64);
    END IF;
    e.prev_hash := previous;
    previous := ledger_entry_hash(e);
    UPDATE ledger_entry SET prev_hash = e.prev_hash, hash = previous WHERE id = e.id;
    UPDATE credit_balance SET last_hash = previous WHERE account_id = owner;
  END LOOP;
END $$;
ALTER TABLE ledger_entry ENABLE TRIGGER USER;
ALTER TABLE "grant" ENABLE TRIGGER USER;
ALTER TABLE hold ENABLE TRIGGER USER;
ALTER TABLE credit_balance ENABLE TRIGGER USER;

ALTER TABLE hold ALTER COLUMN expires_at SET NOT NULL;
ALTER TABLE ledger_entry ALTER COLUMN grant_uses SET NOT NULL;
ALTER TABLE "grant" ADD CONSTRAINT remaining_within_grant CHECK (remaining >= 0 AND remaining <= credits);
ALTER TABLE ledger_entry
  ADD CONSTRAINT refunds_name_a_capture CHECK ((kind = 'refund') = (refund_of IS NOT NULL)),
  ADD CONSTRAINT expiries_name_a_grant CHECK (kind <> 'expiry' OR grant_id IS NOT NULL),
  ADD CONSTRAINT chain_fields_are_one_line CHECK (cause_id !~ E'\n' AND reason !~ E'\n');
-- A grant entry and a refund open a grant; an expiry ends one.
ALTER TABLE ledger_entry DROP CONSTRAINT grant_entries_name_a_grant;
ALTER TABLE ledger_entry ADD CONSTRAINT grant_entries_name_a_grant
  CHECK ((kind IN ('grant', 'refund', 'expiry')) = (grant_id IS NOT NULL));
DROP INDEX one_entry_per_grant;
CREATE UNIQUE INDEX one_opening_entry_per_grant ON ledger_entry (grant_id) WHERE kind IN ('grant', 'refund');

-- `remaining` of a grant changes only from within the ledger's trigger; nothing else of a grant ever changes.
DROP TRIGGER grants_never_change ON "grant";
CREATE TRIGGER grants_follow_entries BEFORE UPDATE ON "grant"
  FOR EACH ROW WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER grants_never_go BEFORE DELETE ON "grant" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER grants_begin_empty BEFORE INSERT ON "grant"
  FOR EACH ROW WHEN (NEW.remaining <> 0) EXECUTE FUNCTION refuse_change();

CREATE OR REPLACE FUNCTION apply_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  c integer := NEW.credits;
  balance credit_balance;
  used record;
  total integer := 0;
  direction integer := CASE
    WHEN NEW.kind IN ('grant', 'release', 'refund') THEN 1 WHEN NEW.kind IN ('hold', 'expiry') THEN -1 ELSE 0 END;
BEGIN
  INSERT INTO credit_balance (account_id) VALUES (NEW.account_id) ON CONFLICT DO NOTHING;
  UPDATE credit_balance SET
    available = available + direction * c,
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
  NEW.prev_hash := balance.last_hash;
  NEW.hash := ledger_entry_hash(NEW);
  UPDATE credit_balance SET last_hash = NEW.hash WHERE account_id = NEW.account_id;

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
    UPDATE "grant" SET remaining = remaining + direction * used.credits
    WHERE id = used."grantId" AND account_id = NEW.account_id AND used.credits > 0;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'ledger entry % uses a grant that is not there', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END LOOP;
  IF total <> c THEN
    RAISE EXCEPTION 'ledger entry % uses % of % credits', NEW.id, total, c USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
