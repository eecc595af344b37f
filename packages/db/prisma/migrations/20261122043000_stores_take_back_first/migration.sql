-- A store is left once what is half-way in it was taken back: since when that is under way, and whether its history stays.
ALTER TABLE "store"
  ADD COLUMN "leaving_since" TIMESTAMPTZ(3),
  ADD COLUMN "leaving_keeps_history" BOOLEAN NOT NULL DEFAULT true;
