import type { AcceptedView } from '@studio/core/batches'
import { client } from '../../lib/trpc.ts'

/** The most products of one plan (core/publications, `planPublicationsInput`). */
const MOST_PRODUCTS = 250

/**
 * Plans accepted pictures for the products that they were made of, each at the end of its product's pictures: one plan for
 * each store, and more where a store has more products than one plan takes. Answers the groups of the plans; none where no
 * picture is of a product of a store.
 */
export async function planAccepted(items: AcceptedView['items']): Promise<string[]> {
  const groupIds: string[] = []
  const placed = items.filter(({ productId, storeId }) => productId !== null && storeId !== null)
  for (const [storeId, ofStore] of Map.groupBy(placed, (item) => item.storeId)) {
    const byProduct = Map.groupBy(ofStore, ({ productId }) => productId)
    const products = [...byProduct].flatMap(([productId, pictures]) => {
      const changes = pictures.map(({ assetId }) => ({ op: 'add' as const, assetId }))
      return productId ? [{ productId, changes }] : []
    })
    for (let from = 0; storeId && from < products.length; from += MOST_PRODUCTS) {
      const some = products.slice(from, from + MOST_PRODUCTS)
      groupIds.push((await client.publications.planMany.mutate({ storeId, products: some })).groupId)
    }
  }
  return groupIds
}
