import { newId } from '@studio/core/kernel'
import type { ProductState } from '@studio/core/stores'
import type { Statement, Transaction } from '@studio/db'
import { toStorableJson } from './storable.ts'

/** The store that products are of. */
export type ProductStore = { id: string; accountId: string }

/**
 * When products began to be read, and for which reading of the whole catalogue; without `run` they count as seen by
 * the one that is or was the last.
 */
export type ProductReading = { readAt: Date; run?: number }

/** A title that is longer than any platform’s own editor takes would not fit into an index. */
const MAX_TITLE_CHARACTERS = 300

/**
 * What the store was asked later wins, and what it says is newer. A store that was put back to an earlier state is
 * believed an hour on: by then nothing that it says can be an answer that was overtaken.
 */
const SAVE: Statement = {
  name: 'product-save',
  text: `
    INSERT INTO product AS p (id, account_id, store_id, foreign_id, title, handle, status, product_type, vendor, url,
      skus, media, variants, foreign_updated_at, read_at, mirror_run)
    SELECT r.id, s.account_id, s.id, r.foreign_id, r.title, r.handle, r.status, r.product_type, r.vendor, r.url,
      r.skus, r.media, r.variants, r.updated_at, $2::timestamptz, COALESCE($3::int, s.mirror_run)
    FROM store s, jsonb_to_recordset($4::jsonb) AS r(id text, foreign_id text, title text, handle text, status text,
      product_type text, vendor text, url text, skus text[], media jsonb, variants jsonb, updated_at timestamptz)
    WHERE s.id = $1
    ORDER BY r.foreign_id
    ON CONFLICT (store_id, foreign_id) DO UPDATE SET
      title = EXCLUDED.title, handle = EXCLUDED.handle, status = EXCLUDED.status,
      product_type = EXCLUDED.product_type, vendor = EXCLUDED.vendor, url = EXCLUDED.url, skus = EXCLUDED.skus,
      media = EXCLUDED.media, variants = EXCLUDED.variants, foreign_updated_at = EXCLUDED.foreign_updated_at,
      read_at = EXCLUDED.read_at, mirror_run = GREATEST(p.mirror_run, EXCLUDED.mirror_run)
    WHERE (EXCLUDED.foreign_updated_at, EXCLUDED.read_at) >= (p.foreign_updated_at, p.read_at)
      OR EXCLUDED.read_at > p.read_at + interval '1 hour'
    RETURNING p.id`,
}

/** Mirrors one product as it was read. Answers its id, or null when a newer reading of it is there already. */
export async function saveProduct(
  tx: Transaction,
  store: ProductStore,
  state: ProductState,
  reading: ProductReading,
): Promise<string | null> {
  const [id = null] = await saveProducts(tx, store, [state], reading)
  return id
}

/** Mirrors products as they were read, in one statement. Answers the ids of those that were written. */
export async function saveProducts(
  tx: Transaction,
  store: ProductStore,
  states: readonly ProductState[],
  { readAt, run }: ProductReading,
): Promise<string[]> {
  // A catalogue that changes while it is read may name a product twice; its later state counts.
  const rows = [...new Map(states.map((state) => [state.foreignId, toRow(state, readAt)])).values()]
  const values = [store.id, readAt.toISOString(), run ?? null, toStorableJson(rows)]
  const saved = await tx.query<{ id: string }>(SAVE, values)
  return saved.map(({ id }) => id)
}

function toRow(state: ProductState, now: Date) {
  const { foreignId, title, handle, status, productType, vendor, url, updatedAt, media, variants } = state
  const skus = variants.flatMap(({ sku }) => (sku === null ? [] : [sku]))
  return {
    ...{ id: newId('product', now), foreign_id: foreignId, title: title.slice(0, MAX_TITLE_CHARACTERS) },
    ...{ handle, status, product_type: productType, vendor, url, skus, media, variants },
    updated_at: updatedAt,
  }
}
