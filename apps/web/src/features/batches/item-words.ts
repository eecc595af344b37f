import type { AssetView } from '@studio/core/assets'
import type { BatchItemView } from '@studio/core/batches'

/** The picture of an item: the output that was chosen, else the first that there is; null while or where there is none. */
export function pictureOf({ outputs, outputId }: BatchItemView): AssetView | null {
  const chosen = outputs.find(({ id, asset }) => id === outputId && asset)
  return (chosen ?? outputs.find(({ asset }) => asset))?.asset ?? null
}

/** Why an item shows no picture; null while it is being made, and where there is one. */
export function whyNoPicture(item: BatchItemView): string | null {
  switch (item.status) {
    case 'pending':
      return 'Waiting'
    case 'started':
      return null
    case 'failed':
      return item.failure?.message ?? 'It could not be made.'
    case 'cancelled':
      return 'Cancelled'
    case 'succeeded':
      return pictureOf(item) ? null : 'Deleted'
  }
}

/** An item in a few words, for those who do not see it. */
export function describeItem(item: BatchItemView): string {
  const { name, sku, status, review, rating, cautions } = item
  const state = whyNoPicture(item) ?? (status === 'started' ? 'being made' : 'made')
  const parts = [sku ?? name, state]
  if (status === 'succeeded') parts.push(review === 'open' ? 'to decide' : review)
  if (rating !== null) parts.push(`${rating} of 5`)
  if (cautions.length > 0) parts.push('look at it before you use it')
  return parts.join(', ')
}
