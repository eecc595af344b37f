import sharp from 'sharp'

type Frame = { widthPx: number; heightPx: number }

/** Shapes this close count as the same: what a model calls a ratio is never quite it. */
const LEAST_STRETCH = 0.03

/** Puts a picture into a frame: resized where the shape is the same, otherwise with its edges carried on outwards. */
export async function fitFrame(picture: Buffer, { widthPx, heightPx }: Frame): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata()
  const shape = Math.abs(Math.log(width / height) - Math.log(widthPx / heightPx))
  if (shape < LEAST_STRETCH) {
    return sharp(picture).resize(widthPx, heightPx, { fit: 'fill', kernel: 'lanczos3' }).png(QUICK).toBuffer()
  }
  const inner = await sharp(picture)
    .resize(widthPx, heightPx, { fit: 'inside', kernel: 'lanczos3' })
    .removeAlpha()
    .png(QUICK)
    .toBuffer({ resolveWithObject: true })
  const left = Math.floor((widthPx - inner.info.width) / 2)
  const top = Math.floor((heightPx - inner.info.height) / 2)
  const room = {
    left,
    top,
    right: widthPx - inner.info.width - left,
    bottom: heightPx - inner.info.height - top,
  }
  const carriedOn = await sharp(inner.data)
    .extend({ ...room, extendWith: 'copy' })
    .png(QUICK)
    .toBuffer()
  // Out of focus, so that the carried-on edge shows no streaks.
  const soft = await sharp(carriedOn)
    .blur(Math.max(3, Math.min(widthPx, heightPx) * 0.02))
    .png(QUICK)
    .toBuffer()
  const feathered = await feather(inner.data, inner.info, room)
  return sharp(soft)
    .composite([{ input: feathered, left, top }])
    .removeAlpha()
    .png(QUICK)
    .toBuffer()
}

/** What passes from step to step needs no good compression. */
export const QUICK = { compressionLevel: 1 } as const

/** Fades a picture out towards the sides that it is carried on at. */
async function feather(
  picture: Buffer,
  { width, height }: { width: number; height: number },
  room: { left: number; top: number },
): Promise<Buffer> {
  const sideways = room.left > 0 ? Math.round(width * 0.14) : 0
  const upwards = room.top > 0 ? Math.round(height * 0.14) : 0
  const ramp = (at: number, length: number, over: number) =>
    over === 0 ? 1 : Math.min(1, (Math.min(at, length - 1 - at) + 0.5) / over)
  const mask = Buffer.alloc(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      mask[y * width + x] = 255 * ramp(x, width, sideways) * ramp(y, height, upwards)
  }
  return sharp(picture)
    .joinChannel(mask, { raw: { width, height, channels: 1 } })
    .png(QUICK)
    .toBuffer()
}
