import { newId } from '@studio/core/kernel'
import type { Transaction } from '@studio/db'
import type { PlannedItem } from './settle-batch.ts'

/** Items to write, in their order. */
export type NewItems = {
  accountId: string
  batchId: string
  items: readonly PlannedItem[]
  holdId: string | null
  now: Date
}

/** Writes all items of a batch in one statement, however many they are. */
export async function writeItems(
  tx: Transaction,
  { accountId, batchId, items, holdId, now }: NewItems,
): Promise<void> {
  const works = [...new Set(items.map(({ work }) => work))]
  const rows = items.map(({ source, work, settled }, position) => ({
    id: newId('batchItem', now),
    position,
    name: source.name,
    sku: source.sku,
    asset_id: source.assetId,
    product_id: source.productId,
    url: source.url,
    kind: works.indexOf(work),
    count: settled.count,
    credits_each: settled.creditsPerOutput,
    hold_id: settled.credits > 0 ? holdId : null,
  }))
  await tx.$executeRaw`
    INSERT INTO batch_item (id, batch_id, account_id, position, status, name, sku, asset_id, product_id, url, work,
                            count, credits_each, hold_id)
    SELECT r.id, ${batchId}, ${accountId}, r.position, 'pending', r.name, r.sku, r.asset_id, r.product_id, r.url,
           ${JSON.stringify(works)}::jsonb -> r.kind, r.count, r.credits_each, r.hold_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(
      id text, position int, name text, sku text, asset_id text, product_id text, url text, kind int, count int,
      credits_each int, hold_id text)`
}
