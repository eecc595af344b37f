-- CreateEnum
CREATE TYPE "order_status" AS ENUM ('pending', 'confirmed', 'cancelled');

-- CreateTable
CREATE TABLE "subscription" (
    "account_id" TEXT NOT NULL,
    "plan_id" TEXT NOT NULL,
    "next_plan_id" TEXT,
    "anchor" TIMESTAMPTZ(3) NOT NULL,
    "period_index" INTEGER NOT NULL,
    "period_end" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "order" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "plan_id" TEXT,
    "pack_id" TEXT,
    "cents" INTEGER NOT NULL,
    "status" "order_status" NOT NULL,
    "provider" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "instructions" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "order_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "subscription_period_end_idx" ON "subscription"("period_end");

-- CreateIndex
CREATE INDEX "order_account_id_status_idx" ON "order"("account_id", "status");

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order" ADD CONSTRAINT "order_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Accounts that were there before plans begin on the free one; its first credits come with the next renewal.
INSERT INTO subscription (account_id, plan_id, anchor, period_index, period_end)
  SELECT id, 'free', created_at, -1, created_at FROM account;
