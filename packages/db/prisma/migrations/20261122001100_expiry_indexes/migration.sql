-- For the sweep, which looks every minute for what is past its time.
CREATE INDEX open_holds_by_expiry ON hold (expires_at) WHERE captured + released < credits;
CREATE INDEX unspent_grants_by_expiry ON "grant" (expires_at) WHERE remaining > 0 AND expires_at IS NOT NULL;
