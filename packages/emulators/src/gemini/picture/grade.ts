import sharp, { type Sharp } from 'sharp'
import { QUICK } from './fit-frame.ts'
import type { Change } from './read-change.ts'

/** Changes light and colours of a whole picture; strong enough to be seen, weak enough to look like light. */
export async function grade(picture: Buffer, change: Change): Promise<Buffer> {
  const { warmth, brightness, contrast, saturation, light, isCrisper } = change
  let graded = sharp(picture).removeAlpha()
  if (warmth !== 0)
    graded = graded.linear([1 + 0.09 * warmth, 1 + 0.012 * warmth, 1 - 0.17 * warmth], [0, 0, 0])
  if (contrast !== 0) graded = graded.linear(1 + 0.22 * contrast, -28 * contrast)
  if (brightness !== 0 || saturation !== 0)
    graded = graded.modulate({ brightness: 1 + 0.22 * brightness, saturation: 1 + saturation * 0.45 })
  if (isCrisper) graded = graded.sharpen({ sigma: 1.1 })
  const done = await graded.png(QUICK).toBuffer()
  return light === null ? done : (await lit(sharp(done), light)).png(QUICK).toBuffer()
}

/** Lays a soft light over a picture, from one side or from the front, and shade where it does not reach. */
async function lit(picture: Sharp, from: 'left' | 'right' | 'front'): Promise<Sharp> {
  const { width, height } = await picture.metadata()
  const shape =
    from === 'front'
      ? '<radialGradient id="light" cx=".5" cy=".42" r=".75">'
      : `<linearGradient id="light" x1="${from === 'left' ? 0 : 1}" y1="0" x2="${from === 'left' ? 1 : 0}" y2=".6">`
  const end = from === 'front' ? '</radialGradient>' : '</linearGradient>'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>${shape}
    <stop offset="0" stop-color="#ffffff" stop-opacity=".9"/><stop offset=".5" stop-color="#808080" stop-opacity=".1"/>
    <stop offset="1" stop-color="#000000" stop-opacity=".72"/>${end}</defs>
    <rect width="100%" height="100%" fill="url(#light)"/></svg>`
  return picture.composite([{ input: Buffer.from(svg), blend: 'soft-light' }])
}
