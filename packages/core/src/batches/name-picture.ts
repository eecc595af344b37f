import type { ChannelId } from '../channels/index.ts'

/**
 * What a picture of a batch is called in a download: the SKU, or the source's name, the shot, and the channel that it was
 * made fit for; without an ending.
 */
export function pictureName(
  item: { sku: string | null; name: string; shotId: string | null },
  channel?: ChannelId,
): string {
  const stem = item.sku ?? item.name.replace(/\.[a-z0-9]{2,5}$/i, '')
  return [stem, item.shotId ?? 'own-words', channel].filter((part) => part !== undefined).join('_')
}
