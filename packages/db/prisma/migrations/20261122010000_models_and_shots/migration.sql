-- CreateEnum
CREATE TYPE "analysis_status" AS ENUM ('pending', 'ready', 'failed');

-- AlterTable
ALTER TABLE "asset" ADD COLUMN     "duration_ms" INTEGER,
ADD COLUMN     "marking" TEXT;

-- AlterTable
ALTER TABLE "generation" ADD COLUMN     "makes" TEXT,
ADD COLUMN     "model_name" TEXT,
ADD COLUMN     "provider" TEXT,
ADD COLUMN     "options" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "refines_output_id" TEXT;

-- AlterTable
ALTER TABLE "generation_source" ADD COLUMN     "role" TEXT NOT NULL DEFAULT 'product';

-- AlterTable
ALTER TABLE "output" ADD COLUMN     "polls" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "signature" TEXT,
ADD COLUMN     "submitted_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "analysis" (
    "asset_id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "status" "analysis_status" NOT NULL,
    "found" JSONB,
    "edited" JSONB,
    "failure_code" TEXT,
    "model_id" TEXT,
    "model_version" TEXT,
    "cost_micro_usd" INTEGER NOT NULL DEFAULT 0,
    "cut_out" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "analysis_pkey" PRIMARY KEY ("asset_id")
);

-- CreateTable
CREATE TABLE "saved_shot" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "base_shot_id" TEXT,
    "model_id" TEXT NOT NULL,
    "aspect_ratio" TEXT NOT NULL,
    "image_size" TEXT NOT NULL,
    "options" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_shot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "favourite_shot" (
    "account_id" TEXT NOT NULL,
    "shot_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "favourite_shot_pkey" PRIMARY KEY ("account_id","shot_id")
);

-- CreateTable
CREATE TABLE "brand_kit" (
    "account_id" TEXT NOT NULL,
    "colours" JSONB NOT NULL DEFAULT '[]',
    "logo_asset_id" TEXT,
    "words_to_use" TEXT[],
    "words_to_avoid" TEXT[],
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "brand_kit_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "registry_version" (
    "version" TEXT NOT NULL,
    "models" JSONB NOT NULL,
    "note" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registry_version_pkey" PRIMARY KEY ("version")
);

-- CreateIndex
CREATE INDEX "analysis_account_id_idx" ON "analysis"("account_id");

-- CreateIndex
CREATE INDEX "saved_shot_account_id_id_idx" ON "saved_shot"("account_id", "id" DESC);

-- CreateIndex
CREATE INDEX "brand_kit_logo_asset_id_idx" ON "brand_kit"("logo_asset_id");

-- CreateIndex
CREATE INDEX "registry_version_created_at_idx" ON "registry_version"("created_at" DESC);

-- CreateIndex
CREATE INDEX "generation_refines_output_id_idx" ON "generation"("refines_output_id");

-- AddForeignKey
ALTER TABLE "analysis" ADD CONSTRAINT "analysis_asset_id_fkey" FOREIGN KEY ("asset_id") REFERENCES "asset"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_shot" ADD CONSTRAINT "saved_shot_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "favourite_shot" ADD CONSTRAINT "favourite_shot_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "brand_kit" ADD CONSTRAINT "brand_kit_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "brand_kit" ADD CONSTRAINT "brand_kit_logo_asset_id_fkey" FOREIGN KEY ("logo_asset_id") REFERENCES "asset"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_refines_output_id_fkey" FOREIGN KEY ("refines_output_id") REFERENCES "output"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- What the registry said of the models that there were until now.
UPDATE "generation" SET
  "makes" = 'picture',
  "provider" = CASE "model_id" WHEN 'sample' THEN 'local' ELSE 'gemini' END,
  "model_name" = CASE "model_id"
    WHEN 'sample' THEN 'Sample'
    WHEN 'gemini-nano-banana-2.1' THEN 'Nano Banana 2.1'
    WHEN 'gemini-3-pro-image' THEN 'Nano Banana Pro'
    WHEN 'gemini-3.1-flash-lite-image' THEN 'Nano Banana 2 Lite'
    ELSE "model_id"
  END;
ALTER TABLE "generation" ALTER COLUMN "makes" SET NOT NULL,
ALTER COLUMN "model_name" SET NOT NULL,
ALTER COLUMN "provider" SET NOT NULL;

-- Every picture made until now was drawn by a model throughout.
UPDATE "asset" SET "marking" = 'generated' WHERE "kind" = 'output';
