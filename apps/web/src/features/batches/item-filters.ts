import type { BatchView, ItemFilter } from '@studio/core/batches'
import { formatCount } from '../../lib/format.ts'

/** What the items of a batch can be narrowed to, with how many there are of each. */
export function filtersOf({
  items,
  review,
}: BatchView): { value: ItemFilter; name: string; label: string; count: number }[] {
  const filters: [ItemFilter, string, number][] = [
    ['all', 'All', items.total],
    ['review', 'To decide', review.open],
    ['accepted', 'Accepted', review.accepted],
    ['rejected', 'Rejected', review.rejected],
    ['failed', 'Failed', items.failed],
    ['open', 'Open', items.pending + items.started],
    ['cancelled', 'Cancelled', items.cancelled],
  ]
  return filters.map(([value, name, count]) => ({
    ...{ value, name, count },
    label: value === 'all' || count === 0 ? name : `${name} ${formatCount(count)}`,
  }))
}
