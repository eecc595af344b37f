import type { CutOut } from '@studio/cutout'
import sharp from 'sharp'
import { black, type Colour, mix, white } from './colour.ts'
import { QUICK } from './fit-frame.ts'
import { largestPart } from './largest-part.ts'

/** The pixels of a picture at the size that its product was cut out at. */
async function pixelsOf(picture: Buffer, { widthPx, heightPx }: CutOut): Promise<Buffer> {
  return sharp(picture).removeAlpha().resize(widthPx, heightPx, { fit: 'fill' }).raw().toBuffer()
}

function toPng(rgb: Buffer, { widthPx, heightPx }: CutOut): Promise<Buffer> {
  return sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png(QUICK)
    .toBuffer()
}

/** Gives the product another colour; its light and shade stay. */
export async function recolour(picture: Buffer, cutOut: CutOut, colour: Colour): Promise<Buffer> {
  const rgb = await pixelsOf(picture, cutOut)
  const middle = middleLight(rgb, cutOut)
  for (let at = 0; at < cutOut.widthPx * cutOut.heightPx; at++) {
    const share = ((cutOut.rgba[at * 4 + 3] ?? 0) / 255) * 0.94
    if (share === 0) continue
    const present: Colour = [rgb[at * 3] ?? 0, rgb[at * 3 + 1] ?? 0, rgb[at * 3 + 2] ?? 0]
    const tone = lightOf(present) / middle
    const dyed =
      tone <= 1
        ? mix(black, colour, 0.25 + 0.75 * tone)
        : mix(colour, white, Math.min(0.8, (tone - 1) * 0.45))
    const next = mix(present, dyed, share)
    for (const channel of [0, 1, 2] as const) rgb[at * 3 + channel] = Math.round(next[channel])
  }
  return toPng(rgb, cutOut)
}

/** In 256 steps: what differs more than this from its wider surroundings is a letter. */
const LETTER_STEP = 30

/** Takes thin marks off the ground around the product and puts what surrounds them in their place. */
export async function removeText(picture: Buffer, cutOut: CutOut | null): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata()
  const shrink = Math.min(1, 1024 / Math.max(width, height))
  const size = { widthPx: Math.round(width * shrink), heightPx: Math.round(height * shrink) }
  const small = sharp(picture).removeAlpha().resize(size.widthPx, size.heightPx, { fit: 'fill' })
  const rgb = await small.clone().raw().toBuffer()
  const raw = { width: size.widthPx, height: size.heightPx, channels: 3 } as const
  const ground = await sharp(rgb, { raw }).median(31).blur(3).raw().toBuffer()
  // Letters stand out from the ground as the product does, but apart from it.
  const product = cutOut && largestPart(await alphaOf(cutOut, size), size.widthPx)
  const marks = Buffer.alloc(size.widthPx * size.heightPx)
  for (let at = 0; at < marks.length; at++) {
    if ((product?.[at] ?? 0) > 20) continue
    const step = Math.max(
      ...[0, 1, 2].map((channel) => Math.abs((rgb[at * 3 + channel] ?? 0) - (ground[at * 3 + channel] ?? 0))),
    )
    if (step > LETTER_STEP) marks[at] = 255
  }
  const one = { width: size.widthPx, height: size.heightPx, channels: 1 } as const
  // Wider than the marks, so that their soft edges go too.
  const mask = await sharp(marks, { raw: one }).blur(4).linear(6, 0).toColourspace('b-w').raw().toBuffer()
  const patch = await sharp(ground, { raw }).joinChannel(mask, { raw: one }).png(QUICK).toBuffer()
  // In a step of its own: within one, sharp resizes before it joins.
  const spread = await sharp(patch).resize(width, height, { fit: 'fill' }).png(QUICK).toBuffer()
  return sharp(picture)
    .removeAlpha()
    .composite([{ input: spread }])
    .removeAlpha()
    .png(QUICK)
    .toBuffer()
}

function alphaOf(
  cutOut: CutOut,
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
): Promise<Buffer> {
  return sharp(cutOut.rgba, { raw: { width: cutOut.widthPx, height: cutOut.heightPx, channels: 4 } })
    .extractChannel(3)
    .resize(widthPx, heightPx, { fit: 'fill' })
    .toColourspace('b-w')
    .raw()
    .toBuffer()
}

function lightOf([red, green, blue]: Colour): number {
  return Math.max(1, 0.3 * red + 0.59 * green + 0.11 * blue)
}

function middleLight(rgb: Buffer, { rgba, widthPx, heightPx }: CutOut): number {
  let sum = 0
  let count = 0
  for (let at = 0; at < widthPx * heightPx; at++) {
    if ((rgba[at * 4 + 3] ?? 0) < 128) continue
    sum += lightOf([rgb[at * 3] ?? 0, rgb[at * 3 + 1] ?? 0, rgb[at * 3 + 2] ?? 0])
    count++
  }
  return count === 0 ? 128 : Math.max(24, sum / count)
}
