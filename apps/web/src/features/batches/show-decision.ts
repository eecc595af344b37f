import type { BatchItemView } from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'
import { queryClient, trpc } from '../../lib/trpc.ts'

/** What a person decides about items. */
export type Decision = { review?: BatchItemView['review']; rating?: number | null; outputId?: Id<'output'> }

/** Shows a decision before the server has answered: on the tiles that were read, and in the counts. */
export async function showDecision(
  id: Id<'batch'>,
  positions: readonly number[],
  decision: Decision,
): Promise<void> {
  // What is on its way was read before the decision, and would put the old state back.
  await queryClient.cancelQueries({
    queryKey: trpc.batches.pathKey(),
    predicate: ({ state }) => state.data !== undefined,
  })
  const meant = new Set(positions)
  const moved = new Map<number, BatchItemView['review']>()
  queryClient.setQueriesData<{ items: BatchItemView[] }>(
    { queryKey: trpc.batches.itemsAt.pathKey() },
    (page) => {
      if (!page?.items.some((item) => isMeant(item, meant))) return page
      const items = page.items.map((item) => {
        if (!isMeant(item, meant)) return item
        moved.set(item.position, item.review)
        return { ...item, ...decision }
      })
      return { items }
    },
  )
  const { review } = decision
  if (!review) return
  queryClient.setQueryData(trpc.batches.get.queryKey({ id }), (batch) => {
    if (!batch) return batch
    const counts = { ...batch.review }
    for (const was of moved.values()) {
      counts[was] -= 1
      counts[review] += 1
    }
    return { ...batch, review: counts }
  })
}

/** Only what has a picture can be decided about. */
function isMeant({ position, status }: BatchItemView, meant: ReadonlySet<number>): boolean {
  return status === 'succeeded' && meant.has(position)
}
