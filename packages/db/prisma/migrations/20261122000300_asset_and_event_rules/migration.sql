-- The same bytes twice are one upload.
CREATE UNIQUE INDEX one_upload_per_bytes ON asset (account_id, sha256)
  WHERE kind = 'upload' AND deleted_at IS NULL;

ALTER TABLE asset
  ADD CONSTRAINT refused_assets_say_why CHECK ((status = 'refused') = (problem IS NOT NULL)),
  ADD CONSTRAINT ready_assets_have_a_size
    CHECK (status <> 'ready' OR (width_px IS NOT NULL AND height_px IS NOT NULL));

ALTER TABLE output
  ADD CONSTRAINT failed_outputs_say_why CHECK ((status = 'failed') = (failure_code IS NOT NULL)),
  ADD CONSTRAINT only_success_is_charged CHECK (credits_charged = 0 OR status = 'succeeded');

-- Whoever listens hears of an event when its transaction commits, and never of one that did not.
CREATE FUNCTION announce_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('studio_event', json_build_object(
    'id', NEW.id::text, 'accountId', NEW.account_id, 'type', NEW.type, 'subjectId', NEW.subject_id)::text);
  RETURN NULL;
END $$;

CREATE TRIGGER announce_event AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION announce_event();
