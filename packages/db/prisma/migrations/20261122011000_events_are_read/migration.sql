-- Events are read, not sent. To announce each of them at commit, PostgreSQL lets one transaction of the whole server
-- commit after the other; now whoever committed only wakes the listeners, who read what they have not seen.
DROP TRIGGER announce_event ON event;
DROP FUNCTION announce_event();

-- Which transaction wrote it. Ids are given out before the commit, so an event with a lower id may be seen later; a
-- snapshot tells exactly which transactions have been seen.
ALTER TABLE event ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX event_xid_idx ON event (xid);
