import type { StoreLimits } from '../stores/index.ts'

/** A picture as it would be sent. */
export type PictureFacts = { widthPx: number; heightPx: number; sizeBytes: number }

/** A file takes about as many bytes as it has pixels; a little less than what that makes is on the safe side. */
const SAFETY = 0.95

/** The size, in pixels, in which a picture is sent to a store that does not take it as it is; null when it does. */
export function sizeInStore(
  { widthPx, heightPx, sizeBytes }: PictureFacts,
  limits: Pick<StoreLimits, 'pictureBytes' | 'pictureSidePx' | 'picturePixels'>,
): { widthPx: number; heightPx: number } | null {
  const isTooHeavy = sizeBytes > limits.pictureBytes
  const factor = Math.min(
    1,
    limits.pictureSidePx / Math.max(widthPx, heightPx),
    Math.sqrt(limits.picturePixels / (widthPx * heightPx)),
    isTooHeavy ? Math.sqrt(limits.pictureBytes / sizeBytes) * SAFETY : 1,
  )
  if (factor === 1) return null
  const scaled = (sidePx: number) => Math.max(1, Math.floor(sidePx * factor))
  return { widthPx: scaled(widthPx), heightPx: scaled(heightPx) }
}
