ALTER TABLE "account" ADD COLUMN "is_feature_use_recorded" BOOLEAN NOT NULL DEFAULT true;

ALTER TABLE "export" ADD COLUMN "attempt" INTEGER NOT NULL DEFAULT 0;

-- One archive of an account is made at a time.
CREATE UNIQUE INDEX one_open_export ON "export" ("account_id")
  WHERE "status" IN ('queued', 'running') AND "deleted_at" IS NULL;
