import type { AcceptedView } from '@studio/core/batches'
import { client } from '../../lib/trpc.ts'

/**
 * Plans accepted pictures for the products that they were made of, each at the end of its product's pictures. Answers the
 * group of the plan, or null where no picture is of a product of a store. Pictures of several stores are planned for the
 * store of the first.
 */
export async function planAccepted(items: AcceptedView['items']): Promise<string | null> {
  const byProduct = Map.groupBy(
    items.flatMap(({ productId, assetId }) => (productId ? [{ productId, assetId }] : [])),
    ({ productId }) => productId,
  )
  const [firstId] = byProduct.keys()
  if (!firstId) return null
  const { storeId } = await client.products.get.query({ id: firstId })
  const products = [...byProduct].map(([productId, pictures]) => ({
    productId,
    changes: pictures.map(({ assetId }) => ({ op: 'add' as const, assetId })),
  }))
  const { groupId } = await client.publications.planMany.mutate({ storeId, products })
  return groupId
}
