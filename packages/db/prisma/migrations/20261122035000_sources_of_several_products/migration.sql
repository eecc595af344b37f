-- Several products may show the very same picture: it is one asset, taken from each of them.
ALTER TABLE "product_source" DROP CONSTRAINT "product_source_pkey",
ADD CONSTRAINT "product_source_pkey" PRIMARY KEY ("asset_id", "product_id");
