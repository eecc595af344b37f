import type { Id } from '@studio/core/kernel'
import type { ProductState } from '@studio/core/stores'
import { type AccountActor, type Deps, onBehalfOf } from '../src/kernel/index.ts'
import { planPublications } from '../src/publications/index.ts'
import { fillStore } from './fill-store.ts'

/** As many products are planned for as the mirror is believed of, so that no store is asked. */
const PRODUCTS = 6

/** Gives an account planned publications in a store past every platform: for what is about who may see them. */
export async function fillPublication(
  { accountId }: { accountId: Id<'account'> } & Partial<AccountActor>,
  deps: Deps,
): Promise<Id<'publication'>> {
  const products = Array.from({ length: PRODUCTS }, (_, index) => productOf(String(index + 1)))
  const shop = 'https://published.example.com'
  const { storeId, productIds } = await fillStore({ accountId }, products, deps, shop)
  const changes = [{ op: 'alt' as const, mediaId: '11', alt: 'A canary mug, described' }]
  const planned = { storeId, products: productIds.map((productId) => ({ productId, changes })) }
  const { items } = await planPublications(onBehalfOf(accountId), planned, deps)
  return items[0]?.id as Id<'publication'>
}

function productOf(foreignId: string): ProductState {
  const picture = { kind: 'picture', alt: '', url: null, widthPx: null, heightPx: null } as const
  return {
    ...{ foreignId, title: `Canary mug ${foreignId}`, handle: `canary-mug-${foreignId}`, status: 'publish' },
    ...{ productType: '', vendor: '', url: null, updatedAt: '2026-11-22T12:00:00.000Z', variants: [] },
    media: [{ foreignId: '11', ...picture }],
  }
}
