-- A quote keeps a fingerprint of its work and none of the person's words: those would outlive the deletion of
-- what they were written for, once for every text that was priced while typing.
ALTER TABLE "quote" ADD COLUMN "work_hash" TEXT NOT NULL DEFAULT '';
ALTER TABLE "quote" ALTER COLUMN "work_hash" DROP DEFAULT;

-- Quotes of before have no fingerprint to compare with: whoever holds one is asked to get a new one.
UPDATE "quote" SET "expires_at" = least("expires_at", now());

ALTER TABLE "quote" DROP COLUMN "work";
