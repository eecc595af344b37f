import type { AssetView } from '@studio/core/assets'
import type { BatchItemView } from '@studio/core/batches'

/** The picture of an item: the output that was chosen, else the first that there is; null while or where there is none. */
export function pictureOf({ outputs, outputId }: BatchItemView): AssetView | null {
  const chosen = outputs.find(({ id, asset }) => id === outputId && asset)
  return (chosen ?? outputs.find(({ asset }) => asset))?.asset ?? null
}

const STATES = {
  pending: 'waiting',
  started: 'being made',
  succeeded: 'made',
  failed: 'failed',
  cancelled: 'cancelled',
} as const

/** An item in a few words, for those who do not see it. */
export function describeItem({ name, sku, status, review, rating, cautions }: BatchItemView): string {
  const parts = [sku ?? name, STATES[status]]
  if (status === 'succeeded') parts.push(review === 'open' ? 'to decide' : review)
  if (rating !== null) parts.push(`${rating} of 5`)
  if (cautions.length > 0) parts.push('look at it before you use it')
  return parts.join(', ')
}
