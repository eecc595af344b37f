import sharp, { type Sharp } from 'sharp'

/** A picture as raw pixels: three channels, or four with alpha. */
export type RawPicture = { data: Buffer; width: number; height: number; channels: 3 | 4 }

/** How many pixels to add on each side. */
export type Padding = { left: number; top: number; right: number; bottom: number }

/** The strip along a side that tells what lies beyond it, as a share of the picture's shorter side. */
const STRIP_SHARE = 0.02
/** A side is plain where this share of its strip is this close to the strip once smoothed, in levels of 255. */
const PLAIN_SHARE = 0.97
const PLAIN_LEVELS = 10
/** A smoothed strip keeps this many values: enough for a gradient, too few for anything that is in the picture. */
const VALUES = 12

/** Adds pixels of one colour around a picture. */
export async function padWith(
  picture: RawPicture,
  padding: Padding,
  background: { r: number; g: number; b: number; alpha: number },
): Promise<RawPicture> {
  return toRaw(open(picture).extend({ ...padding, background }))
}

/**
 * Lets a plain ground run on beyond an opaque picture's sides, with its gradients. Null where one of the sides to be padded is
 * not plain: something of the picture touches it.
 */
export async function padWithGround(picture: RawPicture, padding: Padding): Promise<RawPicture | null> {
  const wide = await padAcross(picture, padding.left, padding.right)
  const turned = wide && (await toRaw(open(wide).rotate(90)))
  // Turned by 90°, the foot lies on the left.
  const high = turned && (await padAcross(turned, padding.bottom, padding.top))
  return high && toRaw(open(high).rotate(270))
}

async function padAcross(picture: RawPicture, left: number, right: number): Promise<RawPicture | null> {
  if (left + right === 0) return picture
  const begin = await groundBeyond(picture, 0, left)
  const end = await groundBeyond(picture, picture.width - stripOf(picture), right)
  if (begin === null || end === null) return null
  const width = left + picture.width + right
  const { height } = picture
  const canvas = sharp({ create: { width, height, channels: 3, background: 'white' } })
  const parts = [
    { input: picture, left },
    { input: begin, left: 0 },
    { input: end, left: left + picture.width },
  ].filter(({ input }) => input.width > 0)
  const laid = canvas.composite(
    parts.map(({ input: { data, ...raw }, left: at }) => ({ input: data, raw, left: at, top: 0 })),
  )
  return toRaw(laid.removeAlpha())
}

/** What lies beyond a side: its strip, smoothed along the side, as wide as wanted. Null where the side is not plain. */
async function groundBeyond(picture: RawPicture, from: number, width: number): Promise<RawPicture | null> {
  const { height } = picture
  const strip = await toRaw(open(picture).extract({ left: from, top: 0, width: stripOf(picture), height }))
  const smooth = await toRaw(
    open(
      await toRaw(open(strip).resize(1, Math.min(VALUES, height), { fit: 'fill', kernel: 'mitchell' })),
    ).resize(1, height, { fit: 'fill', kernel: 'cubic' }),
  )
  const plain = countPlain(strip, smooth)
  if (plain < PLAIN_SHARE * strip.width * height) return null
  if (width === 0) return { ...smooth, width: 0 }
  return toRaw(open(smooth).resize(width, height, { fit: 'fill', kernel: 'nearest' }))
}

function countPlain(strip: RawPicture, smooth: RawPicture): number {
  let count = 0
  for (let at = 0; at < strip.width * strip.height; at++) {
    const row = Math.floor(at / strip.width)
    const isPlain = [0, 1, 2].every((channel) => {
      const level = strip.data[at * strip.channels + channel] ?? 0
      return Math.abs(level - (smooth.data[row * smooth.channels + channel] ?? 0)) <= PLAIN_LEVELS
    })
    if (isPlain) count++
  }
  return count
}

function stripOf({ width, height }: RawPicture): number {
  return Math.max(1, Math.min(width, Math.round(STRIP_SHARE * Math.min(width, height))))
}

/** Opens raw pixels. */
export function open({ data, width, height, channels }: RawPicture): Sharp {
  return sharp(data, { raw: { width, height, channels } })
}

/** Works a picture out into raw pixels. */
export async function toRaw(picture: Sharp): Promise<RawPicture> {
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 }
}
