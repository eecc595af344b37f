-- The books outlive an account, as numbers under an id that names nobody. The one text among them, the note of a
-- grant, can be taken away; nothing else of a grant changes, and no note is ever put in the place of another.
DROP TRIGGER grants_follow_entries ON "grant";
CREATE TRIGGER grants_follow_entries BEFORE UPDATE ON "grant"
  FOR EACH ROW WHEN (
    pg_trigger_depth() < 1 AND (NEW.note <> '' OR (to_jsonb(NEW) - 'note') <> (to_jsonb(OLD) - 'note'))
  ) EXECUTE FUNCTION refuse_change();

-- For the sweep, which looks every minute for what is past its time.
CREATE INDEX "sign_in_created_at_idx" ON "sign_in"("created_at");
CREATE INDEX unfinished_uploads_by_age ON asset (created_at) WHERE status = 'uploading';
CREATE INDEX ended_deletions_by_age ON account_deletion (finished_at) WHERE finished_at IS NOT NULL;
