-- Batches and their items; what is left of each provider's allowance. The generations of a batch share one hold.

-- CreateEnum
CREATE TYPE "batch_status" AS ENUM ('draft', 'running', 'paused', 'finished');

-- CreateEnum
CREATE TYPE "batch_item_status" AS ENUM ('pending', 'started', 'succeeded', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "review" AS ENUM ('open', 'accepted', 'rejected');

-- DropIndex
DROP INDEX "generation_hold_id_key";

-- CreateTable
CREATE TABLE "batch" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" "batch_status" NOT NULL,
    "request" JSONB NOT NULL,
    "request_hash" TEXT NOT NULL,
    "idempotency_key" TEXT,
    "quote_id" TEXT,
    "credits" INTEGER NOT NULL DEFAULT 0,
    "stop_loss_percent" INTEGER,
    "end_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "batch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "batch_item" (
    "id" TEXT NOT NULL,
    "batch_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "status" "batch_item_status" NOT NULL,
    "name" TEXT NOT NULL,
    "sku" TEXT,
    "asset_id" TEXT,
    "product_id" TEXT,
    "url" TEXT,
    "work" JSONB NOT NULL,
    "count" INTEGER NOT NULL,
    "credits_each" INTEGER NOT NULL,
    "hold_id" TEXT,
    "round" INTEGER NOT NULL DEFAULT 0,
    "generation_id" TEXT,
    "credits_charged" INTEGER NOT NULL DEFAULT 0,
    "failure_code" TEXT,
    "failure_message" TEXT,
    "review" "review" NOT NULL DEFAULT 'open',
    "output_id" TEXT,
    "rating" INTEGER,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "batch_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_traffic" (
    "provider" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "refilled_at" TIMESTAMPTZ(3) NOT NULL,
    "blocked_until" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "opened_at" TIMESTAMPTZ(3),
    "trial_until" TIMESTAMPTZ(3),

    CONSTRAINT "provider_traffic_pkey" PRIMARY KEY ("provider")
);

-- CreateIndex
CREATE UNIQUE INDEX "batch_quote_id_key" ON "batch"("quote_id");

-- CreateIndex
CREATE INDEX "batch_account_id_id_idx" ON "batch"("account_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "batch_account_id_idempotency_key_key" ON "batch"("account_id", "idempotency_key");

-- CreateIndex
CREATE UNIQUE INDEX "batch_item_generation_id_key" ON "batch_item"("generation_id");

-- CreateIndex
CREATE INDEX "batch_item_batch_id_status_position_idx" ON "batch_item"("batch_id", "status", "position");

-- CreateIndex
CREATE INDEX "batch_item_hold_id_idx" ON "batch_item"("hold_id");

-- CreateIndex
CREATE INDEX "batch_item_account_id_idx" ON "batch_item"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "batch_item_batch_id_position_key" ON "batch_item"("batch_id", "position");

-- CreateIndex
CREATE INDEX "generation_hold_id_idx" ON "generation"("hold_id");

-- AddForeignKey
ALTER TABLE "batch" ADD CONSTRAINT "batch_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch" ADD CONSTRAINT "batch_quote_id_fkey" FOREIGN KEY ("quote_id") REFERENCES "quote"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch_item" ADD CONSTRAINT "batch_item_batch_id_fkey" FOREIGN KEY ("batch_id") REFERENCES "batch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch_item" ADD CONSTRAINT "batch_item_hold_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "hold"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "batch_item" ADD CONSTRAINT "batch_item_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generation"("id") ON DELETE SET NULL ON UPDATE CASCADE;


