-- Connected stores, the mirror of their products, and publications with the snapshots that undo them.

-- CreateEnum
CREATE TYPE "store_platform" AS ENUM ('shopify', 'woocommerce');

-- CreateEnum
CREATE TYPE "store_status" AS ENUM ('connected', 'locked_out', 'disconnected');

-- CreateEnum
CREATE TYPE "mirror_status" AS ENUM ('waiting', 'running', 'ready', 'failed');

-- CreateEnum
CREATE TYPE "publication_status" AS ENUM ('planned', 'queued', 'running', 'reverting', 'published', 'conflict', 'failed', 'stuck');

-- CreateTable
CREATE TABLE "store" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "platform" "store_platform" NOT NULL,
    "shop" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "status" "store_status" NOT NULL,
    "problem" TEXT,
    "scopes" TEXT[],
    "credentials_sealed" TEXT,
    "credentials_version" INTEGER NOT NULL DEFAULT 1,
    "credentials_lease" TIMESTAMPTZ(3),
    "webhook_secret_sealed" TEXT,
    "mirror_status" "mirror_status" NOT NULL DEFAULT 'waiting',
    "mirrored_at" TIMESTAMPTZ(3),
    "mirror_run" INTEGER NOT NULL DEFAULT 0,
    "publish_claim" TEXT,
    "publish_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "disconnected_at" TIMESTAMPTZ(3),

    CONSTRAINT "store_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store_visit" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "platform" "store_platform" NOT NULL,
    "shop" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "store_visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store_notice" (
    "id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "store_notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "foreign_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "product_type" TEXT NOT NULL,
    "vendor" TEXT NOT NULL,
    "url" TEXT,
    "skus" TEXT[],
    "media" JSONB NOT NULL,
    "variants" JSONB NOT NULL,
    "foreign_updated_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "mirror_run" INTEGER NOT NULL,

    CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_source" (
    "asset_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "media_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_source_pkey" PRIMARY KEY ("asset_id")
);

-- CreateTable
CREATE TABLE "publication" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "store_id" TEXT NOT NULL,
    "product_id" TEXT,
    "foreign_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "undoes_id" TEXT,
    "status" "publication_status" NOT NULL,
    "changes" JSONB NOT NULL,
    "before" JSONB NOT NULL,
    "target" JSONB NOT NULL,
    "warnings" JSONB NOT NULL DEFAULT '[]',
    "steps" JSONB NOT NULL DEFAULT '[]',
    "steps_done" INTEGER NOT NULL DEFAULT 0,
    "brought" JSONB NOT NULL DEFAULT '{}',
    "snapshot" JSONB,
    "verified" JSONB,
    "conflicts" JSONB,
    "failure_code" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "publication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publication_asset" (
    "publication_id" TEXT NOT NULL,
    "asset_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,

    CONSTRAINT "publication_asset_pkey" PRIMARY KEY ("publication_id","asset_id")
);

-- CreateIndex
CREATE INDEX "store_account_id_id_idx" ON "store"("account_id", "id" DESC);

-- CreateIndex
CREATE INDEX "store_platform_shop_idx" ON "store"("platform", "shop");

-- CreateIndex
CREATE INDEX "store_visit_account_id_idx" ON "store_visit"("account_id");

-- CreateIndex
CREATE INDEX "store_visit_expires_at_idx" ON "store_visit"("expires_at");

-- CreateIndex
CREATE INDEX "store_notice_created_at_idx" ON "store_notice"("created_at");

-- CreateIndex
CREATE INDEX "product_store_id_title_id_idx" ON "product"("store_id", "title", "id");

-- CreateIndex
CREATE INDEX "product_account_id_idx" ON "product"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "product_store_id_foreign_id_key" ON "product"("store_id", "foreign_id");

-- CreateIndex
CREATE INDEX "product_source_product_id_idx" ON "product_source"("product_id");

-- CreateIndex
CREATE INDEX "product_source_account_id_idx" ON "product_source"("account_id");

-- CreateIndex
CREATE INDEX "publication_account_id_id_idx" ON "publication"("account_id", "id" DESC);

-- CreateIndex
CREATE INDEX "publication_store_id_status_approved_at_idx" ON "publication"("store_id", "status", "approved_at");

-- CreateIndex
CREATE INDEX "publication_store_id_foreign_id_id_idx" ON "publication"("store_id", "foreign_id", "id" DESC);

-- CreateIndex
CREATE INDEX "publication_product_id_id_idx" ON "publication"("product_id", "id" DESC);

-- CreateIndex
CREATE INDEX "publication_group_id_idx" ON "publication"("group_id");

-- CreateIndex
CREATE INDEX "publication_undoes_id_idx" ON "publication"("undoes_id");

-- CreateIndex
CREATE INDEX "publication_asset_asset_id_idx" ON "publication_asset"("asset_id");

-- CreateIndex
CREATE INDEX "publication_asset_account_id_idx" ON "publication_asset"("account_id");

-- AddForeignKey
ALTER TABLE "store" ADD CONSTRAINT "store_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store_visit" ADD CONSTRAINT "store_visit_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_source" ADD CONSTRAINT "product_source_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_source" ADD CONSTRAINT "product_source_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "asset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_source" ADD CONSTRAINT "product_source_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "store"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication" ADD CONSTRAINT "publication_undoes_id_fkey" FOREIGN KEY ("undoes_id") REFERENCES "publication"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication_asset" ADD CONSTRAINT "publication_asset_publication_id_fkey" FOREIGN KEY ("publication_id") REFERENCES "publication"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publication_asset" ADD CONSTRAINT "publication_asset_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "asset"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- A shop is connected to one account at a time: two would replace each other's credentials, and publish into each other.
CREATE UNIQUE INDEX "one_store_a_shop" ON "store"("platform", "shop") WHERE "status" <> 'disconnected';
