-- Whether a test token started a batch, whose items go on working on the models that cost nothing; when its progress
-- was last told; and its holds.
ALTER TABLE "batch" ADD COLUMN "is_test" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "batch" ADD COLUMN "told_at" TIMESTAMPTZ(3);
ALTER TABLE "batch" ADD COLUMN "hold_ids" TEXT[];
CREATE INDEX "batch_item_batch_id_id_idx" ON "batch_item"("batch_id", "id");
