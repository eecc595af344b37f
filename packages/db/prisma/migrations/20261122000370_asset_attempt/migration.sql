-- Which attempt at an output stored the asset's files; a part of their keys. 0: keys without one.
ALTER TABLE "asset" ADD COLUMN "attempt" INTEGER NOT NULL DEFAULT 0;
