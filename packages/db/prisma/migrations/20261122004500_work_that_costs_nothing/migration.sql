-- Work of the sample model costs nothing, so it holds nothing: no hold, no entry in the ledger.
ALTER TABLE "generation" ALTER COLUMN "hold_id" DROP NOT NULL;
ALTER TABLE "generation" ADD CONSTRAINT "what_costs_is_held" CHECK ((hold_id IS NULL) = (credits_each = 0));
