import type { Id } from '@studio/core/kernel'
import { BEGUN_STATUSES } from '@studio/core/publications'
import { STORE_PROBLEMS, type StoreProblem, type StoreView } from '@studio/core/stores'
import type { Prisma } from '@studio/db'

/** What a view is made of, beside the row itself. */
export const STORE_COUNTS = {
  _count: { select: { products: true, publications: true } },
  publications: {
    where: { status: { in: [...BEGUN_STATUSES] } },
    select: { id: true, title: true, status: true },
    orderBy: { id: 'asc' },
    take: 10,
  },
} as const satisfies Prisma.StoreInclude

/** How long taking back what is half-way may take before its person is asked whether to go on waiting. */
const LEAVING_MS = 2 * 60_000

/** A row with its counts. */
type CountedStore = Prisma.StoreGetPayload<{ include: typeof STORE_COUNTS }>

/** Shows a store, and nothing of what it lets us in with. */
export function viewStore(store: CountedStore, now: Date): StoreView {
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
    leaving: viewLeaving(store, now),
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

function viewLeaving(store: CountedStore, now: Date): StoreView['leaving'] {
  const { leavingSince, leavingKeepsHistory: keepsHistory, status, publications } = store
  if (!leavingSince) return null
  // What does not let us in cannot be taken anything back in, however long it is waited for.
  const isLate = status !== 'connected' || now.getTime() - leavingSince.getTime() >= LEAVING_MS
  const halfWay = publications.map(({ id, title }) => ({ id: id as Id<'publication'>, title }))
  return { since: leavingSince.toISOString(), keepsHistory, isLate, halfWay }
}
