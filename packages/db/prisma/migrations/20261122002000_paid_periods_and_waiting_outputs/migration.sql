-- AlterTable
ALTER TABLE "output" ADD COLUMN     "is_waiting" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "order" ADD COLUMN     "credits" INTEGER,
ADD COLUMN     "plan_version" INTEGER;

-- Packs carry their credits in their id. What is pending for a plan was priced without its credits: it is ordered anew.
UPDATE "order" SET credits = CASE WHEN pack_id LIKE 'pack-%' THEN split_part(pack_id, '-', 2)::int ELSE 0 END;
UPDATE "order" SET status = 'cancelled', ended_at = now() WHERE kind = 'plan' AND status = 'pending';
ALTER TABLE "order" ALTER COLUMN "credits" SET NOT NULL;

-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "payment_due_by" TIMESTAMPTZ(3),
ADD COLUMN     "plan_version" INTEGER NOT NULL DEFAULT 1;

-- CreateIndex
CREATE INDEX "subscription_payment_due_by_idx" ON "subscription"("payment_due_by");

-- Prisma's language has no partial indexes.
CREATE UNIQUE INDEX one_pending_plan_order ON "order" (account_id) WHERE kind = 'plan' AND status = 'pending';

-- The line of an account: who has a place, and who waits for one.
CREATE INDEX output_in_the_making ON output (account_id) WHERE status IN ('queued', 'running') AND NOT is_waiting;
CREATE INDEX output_waiting ON output (account_id, generation_id, index) WHERE is_waiting;
