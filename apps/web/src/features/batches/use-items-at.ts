import type { BatchItemView } from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'
import { useQueries } from '@tanstack/react-query'
import { useRef } from 'react'
import { trpc } from '../../lib/trpc.ts'

/** Items read at a time. */
const CHUNK = 48

/**
 * Reads the items at `order[from]` to `order[to - 1]`, and no others: a change reads again what is on screen, however far
 * somebody has scrolled. Answers all that is known so far by place, so that what was read once is shown at once.
 */
export function useItemsAt(
  id: Id<'batch'>,
  order: readonly number[],
  { from, to }: { from: number; to: number },
): ReadonlyMap<number, BatchItemView> {
  const first = Math.floor(Math.max(0, from) / CHUNK)
  const last = Math.ceil(Math.min(order.length, to) / CHUNK)
  const chunks = Array.from({ length: Math.max(0, last - first) }, (_, index) => {
    const start = (first + index) * CHUNK
    return order.slice(start, start + CHUNK)
  })
  const results = useQueries({
    queries: chunks.map((positions) => trpc.batches.itemsAt.queryOptions({ id, positions })),
  })
  const known = useRef(new Map<number, BatchItemView>())
  for (const { data } of results) for (const item of data?.items ?? []) known.current.set(item.position, item)
  return known.current
}
