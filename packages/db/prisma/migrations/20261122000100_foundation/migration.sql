-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "asset_kind" AS ENUM ('upload', 'output');

-- CreateEnum
CREATE TYPE "asset_status" AS ENUM ('uploading', 'preparing', 'ready', 'refused');

-- CreateEnum
CREATE TYPE "output_status" AS ENUM ('queued', 'running', 'succeeded', 'failed', 'cancelled');

-- CreateEnum
CREATE TYPE "entry_kind" AS ENUM ('grant', 'hold', 'capture', 'release', 'refund', 'expiry');

-- CreateTable
CREATE TABLE "account" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attempt_counter" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "attempt_counter_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "asset" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "kind" "asset_kind" NOT NULL,
    "status" "asset_status" NOT NULL,
    "problem" TEXT,
    "file_name" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "width_px" INTEGER,
    "height_px" INTEGER,
    "has_alpha" BOOLEAN NOT NULL DEFAULT false,
    "thumb_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "asset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quote" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "work" JSONB NOT NULL,
    "items" JSONB NOT NULL,
    "credits" INTEGER NOT NULL,
    "price_list_version" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "generation" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "status" "output_status" NOT NULL,
    "shot_id" TEXT,
    "shot_version" INTEGER,
    "words" TEXT NOT NULL,
    "prompt" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "aspect_ratio" TEXT NOT NULL,
    "image_size" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "credits_each" INTEGER NOT NULL,
    "quote_id" TEXT,
    "hold_id" TEXT NOT NULL,
    "idempotency_key" TEXT,
    "request_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "generation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "generation_source" (
    "generation_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "asset_id" TEXT,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "generation_source_pkey" PRIMARY KEY ("generation_id","position")
);

-- CreateTable
CREATE TABLE "output" (
    "id" TEXT NOT NULL,
    "generation_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "index" INTEGER NOT NULL,
    "status" "output_status" NOT NULL,
    "seed" INTEGER NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "claim" TEXT,
    "asset_id" TEXT,
    "failure_code" TEXT,
    "recipe" JSONB,
    "credits_charged" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "output_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_balance" (
    "account_id" TEXT NOT NULL,
    "available" INTEGER NOT NULL DEFAULT 0,
    "held" INTEGER NOT NULL DEFAULT 0,
    "issued" INTEGER NOT NULL DEFAULT 0,
    "spent" INTEGER NOT NULL DEFAULT 0,
    "expired" INTEGER NOT NULL DEFAULT 0,
    "entries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "credit_balance_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "grant" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "credits" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hold" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "credits" INTEGER NOT NULL,
    "captured" INTEGER NOT NULL DEFAULT 0,
    "released" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL DEFAULT 0,
    "kind" "entry_kind" NOT NULL,
    "credits" INTEGER NOT NULL,
    "grant_id" TEXT,
    "hold_id" TEXT,
    "cause_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "available_after" INTEGER NOT NULL DEFAULT 0,
    "held_after" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "subject_id" TEXT,
    "facts" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE INDEX "attempt_counter_expire_idx" ON "attempt_counter"("expire");

-- CreateIndex
CREATE INDEX "asset_account_id_id_idx" ON "asset"("account_id", "id" DESC);

-- CreateIndex
CREATE INDEX "asset_account_id_kind_id_idx" ON "asset"("account_id", "kind", "id" DESC);

-- CreateIndex
CREATE INDEX "quote_expires_at_idx" ON "quote"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "generation_quote_id_key" ON "generation"("quote_id");

-- CreateIndex
CREATE UNIQUE INDEX "generation_hold_id_key" ON "generation"("hold_id");

-- CreateIndex
CREATE INDEX "generation_account_id_id_idx" ON "generation"("account_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "generation_account_id_idempotency_key_key" ON "generation"("account_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "generation_source_asset_id_idx" ON "generation_source"("asset_id");

-- CreateIndex
CREATE UNIQUE INDEX "output_asset_id_key" ON "output"("asset_id");

-- CreateIndex
CREATE UNIQUE INDEX "output_generation_id_index_key" ON "output"("generation_id", "index");

-- CreateIndex
CREATE INDEX "grant_account_id_idx" ON "grant"("account_id");

-- CreateIndex
CREATE INDEX "hold_account_id_idx" ON "hold"("account_id");

-- CreateIndex
CREATE INDEX "ledger_entry_hold_id_idx" ON "ledger_entry"("hold_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entry_account_id_seq_key" ON "ledger_entry"("account_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entry_account_id_idempotency_key_key" ON "ledger_entry"("account_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "event_account_id_id_idx" ON "event"("account_id", "id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asset" ADD CONSTRAINT "asset_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote" ADD CONSTRAINT "quote_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_quote_id_fkey" FOREIGN KEY ("quote_id") REFERENCES "quote"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_hold_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "hold"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation_source" ADD CONSTRAINT "generation_source_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation_source" ADD CONSTRAINT "generation_source_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "asset"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "output" ADD CONSTRAINT "output_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "output" ADD CONSTRAINT "output_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "asset"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_grant_id_fkey" FOREIGN KEY ("grant_id") REFERENCES "grant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_hold_id_fkey" FOREIGN KEY ("hold_id") REFERENCES "hold"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


