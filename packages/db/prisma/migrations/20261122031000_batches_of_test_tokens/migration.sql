-- Whether a test token started a batch: its items go on working on the models that cost nothing.
ALTER TABLE "batch" ADD COLUMN "is_test" BOOLEAN NOT NULL DEFAULT false;
