import type { Id } from '@studio/core/kernel'
import { client } from '../../lib/trpc.ts'

/** As many ids as an address has room for, whatever stands between here and the server. */
const MOST_IN_ADDRESS = 50

/** What is chosen elsewhere to begin a batch with. */
type Chosen = { assetIds?: readonly Id<'asset'>[]; productIds?: readonly Id<'product'>[] }

/** What stands after the `?` of /batches/new to begin with these sources; many of them are kept as a draft first. */
export async function beginBatch({ assetIds = [], productIds = [] }: Chosen) {
  if (assetIds.length + productIds.length > MOST_IN_ADDRESS) {
    const sources = { assetIds, productIds, rows: [] }
    const request = { sources, shots: [], stopLossPercent: 20 }
    const { id } = await client.batches.saveDraft.mutate({ name: '', request })
    return { draft: id }
  }
  return {
    ...(assetIds.length > 0 && { assets: assetIds.join(',') }),
    ...(productIds.length > 0 && { products: productIds.join(',') }),
  }
}
