-- A store that lets us in from its own side waits, with what it let us in with, for the account that claims it.

-- AlterTable
ALTER TABLE "store_visit" ALTER COLUMN "account_id" DROP NOT NULL,
ADD COLUMN "credentials_sealed" TEXT;

-- CreateIndex
CREATE INDEX "store_visit_platform_shop_idx" ON "store_visit"("platform", "shop");
