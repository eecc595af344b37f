import type { Id } from '@studio/core/kernel'
import { STORE_PROBLEMS, type StoreProblem, type StoreView } from '@studio/core/stores'
import type { Prisma } from '@studio/db'

/** What a view is made of, beside the row itself. */
export const STORE_COUNTS = { _count: { select: { products: true, publications: true } } } as const

/** A row with its counts. */
type CountedStore = Prisma.StoreGetPayload<{ include: typeof STORE_COUNTS }>

/** Shows a store, and nothing of what it lets us in with. */
export function viewStore(store: CountedStore): StoreView {
  const { problem } = store
  const message = STORE_PROBLEMS[problem as StoreProblem]
  return {
    id: store.id as Id<'store'>,
    platform: store.platform,
    shop: store.shop,
    name: store.name,
    address: store.address,
    status: store.status,
    problem: problem === null ? null : { code: problem, message },
    mirror: {
      status: store.mirrorStatus,
      products: store._count.products,
      at: store.mirroredAt?.toISOString() ?? null,
    },
    scopes: store.scopes,
    publications: store._count.publications,
    createdAt: store.createdAt.toISOString(),
    disconnectedAt: store.disconnectedAt?.toISOString() ?? null,
  }
}
