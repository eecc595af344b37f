/** A picture as it would be sent. */
export type PictureFacts = { widthPx: number; heightPx: number; sizeBytes: number }

/** How large a picture may be somewhere; infinite where nobody says. */
export type PictureLimits = { pictureBytes: number; pictureSidePx: number; picturePixels: number }

/** A file takes about as many bytes as it has pixels; a little less than what that makes is on the safe side. */
const SAFETY = 0.95

/** The size, in pixels, that a picture has to be made smaller to; null when it is within the limits as it is. */
export function sizeWithin(
  { widthPx, heightPx, sizeBytes }: PictureFacts,
  { pictureBytes, pictureSidePx, picturePixels }: PictureLimits,
): { widthPx: number; heightPx: number } | null {
  const factor = Math.min(
    1,
    pictureSidePx / Math.max(widthPx, heightPx),
    Math.sqrt(picturePixels / (widthPx * heightPx)),
    sizeBytes > pictureBytes ? Math.sqrt(pictureBytes / sizeBytes) * SAFETY : 1,
  )
  if (factor === 1) return null
  const scaled = (sidePx: number) => Math.max(1, Math.floor(sidePx * factor))
  return { widthPx: scaled(widthPx), heightPx: scaled(heightPx) }
}
