import { z } from 'zod'
import { sizeWithin } from '../assets/index.ts'
import type { Channel, PictureMime } from './channels.ts'

/** What of a picture a channel looks at. Sizes are null for what has none of its own, as for sounds and tables. */
export type ChannelFacts = {
  mime: string
  widthPx: number | null
  heightPx: number | null
  sizeBytes: number
  hasAlpha: boolean
}

/** The form that a picture is given for a channel. */
export type Refit = { widthPx: number; heightPx: number; maxBytes: number; mime: PictureMime }

/** How a picture and a channel go together: what is changed, and what the person should know. */
export type ChannelFit = {
  /** Null when it is sent as it is. */
  refit: Refit | null
  concerns: readonly ChannelConcern[]
}

export const channelConcern = z.enum(['too_small', 'below_advised', 'not_square', 'no_picture'])

/** What somebody should know before a picture goes to a channel. */
export type ChannelConcern = z.infer<typeof channelConcern>

/**
 * What a channel wants of a picture. It is made smaller, lighter or another kind of file where it must be, and never larger
 * or cropped: pixels that are not there, and what may be cut away, are for people to decide.
 */
export function fitPicture(
  { mime, widthPx, heightPx, sizeBytes, hasAlpha }: ChannelFacts,
  channel: Channel,
): ChannelFit {
  if (!mime.startsWith('image/') || widthPx === null || heightPx === null)
    return { refit: null, concerns: ['no_picture'] }
  const size = { widthPx, heightPx }
  const smaller = sizeWithin({ ...size, sizeBytes }, channel)
  const kept = channel.mimes.find((one) => one === mime)
  const refit =
    smaller || !kept
      ? { ...(smaller ?? size), maxBytes: channel.pictureBytes, mime: kindFor(hasAlpha, channel) }
      : null
  return { refit, concerns: concernsOf(smaller ?? size, channel) }
}

/** JPEG, which every channel takes; of what can be seen through, WebP, or PNG where that is not taken. */
function kindFor(hasAlpha: boolean, { mimes }: Channel): PictureMime {
  if (!hasAlpha) return 'image/jpeg'
  return mimes.includes('image/webp') ? 'image/webp' : 'image/png'
}

function concernsOf(
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  { side, isSquareAdvised }: Channel,
) {
  const sidePx = side.of === 'longest' ? Math.max(widthPx, heightPx) : Math.min(widthPx, heightPx)
  const concerns: ChannelConcern[] = []
  if (side.leastPx !== null && sidePx < side.leastPx) concerns.push('too_small')
  else if (sidePx < side.advisedPx) concerns.push('below_advised')
  if (isSquareAdvised && widthPx !== heightPx) concerns.push('not_square')
  return concerns
}
