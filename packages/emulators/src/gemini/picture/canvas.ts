import sharp from 'sharp'
import { type Colour, mix } from './colour.ts'

/** An opaque picture in memory: three bytes a pixel. */
export type Canvas = { widthPx: number; heightPx: number; rgb: Uint8ClampedArray }

/** One value a pixel, 0…1: a shadow's depth, a product's outline. */
export type Plane = { widthPx: number; heightPx: number; values: Float32Array }

/** Draws SVG shapes (the view box is the canvas in pixels) and softens them; `blurPx` 0 keeps them crisp. */
export async function drawShapes(
  size: { widthPx: number; heightPx: number },
  shapes: string,
  blurPx = 0,
): Promise<Canvas> {
  const { widthPx, heightPx } = size
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}">${shapes}</svg>`
  let drawing = sharp(Buffer.from(svg)).flatten({ background: 'white' })
  if (blurPx >= 0.3) drawing = drawing.blur(blurPx)
  return { widthPx, heightPx, rgb: new Uint8ClampedArray(await drawing.raw().toBuffer()) }
}

/** A softened copy. */
export async function blurred({ widthPx, heightPx, rgb }: Canvas, blurPx: number): Promise<Canvas> {
  const soft = await sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .blur(blurPx)
    .raw()
    .toBuffer()
  return { widthPx, heightPx, rgb: new Uint8ClampedArray(soft) }
}

/** Reads a pixel. */
export function colourAt(canvas: Canvas, at: number): Colour {
  return [canvas.rgb[at * 3] ?? 0, canvas.rgb[at * 3 + 1] ?? 0, canvas.rgb[at * 3 + 2] ?? 0]
}

/** Repaints rows in place: `paint` gets a pixel's column, row, and present colour. */
export function repaint(
  canvas: Canvas,
  paint: (x: number, y: number, present: Colour) => Colour,
  fromRow = 0,
  toRow = canvas.heightPx,
): void {
  const { widthPx, rgb } = canvas
  for (let y = Math.max(0, Math.floor(fromRow)); y < Math.min(canvas.heightPx, toRow); y++) {
    for (let x = 0; x < widthPx; x++) {
      const at = y * widthPx + x
      const colour = paint(x, y, colourAt(canvas, at))
      rgb[at * 3] = colour[0]
      rgb[at * 3 + 1] = colour[1]
      rgb[at * 3 + 2] = colour[2]
    }
  }
}

/** Mixes a colour in, in place, as strongly as the plane says. */
export function stain(canvas: Canvas, plane: Plane, colour: Colour, strength: number): void {
  const { rgb } = canvas
  for (let at = 0; at < plane.values.length; at++) {
    const share = Math.min(1, (plane.values[at] ?? 0) * strength)
    if (share < 0.002) continue
    const stained = mix(colourAt(canvas, at), colour, share)
    for (let channel = 0; channel < 3; channel++) rgb[at * 3 + channel] = stained[channel] ?? 0
  }
}

/** Makes a plane of bytes, 255 becoming 1. */
export function planeOf(bytes: Uint8Array, widthPx: number, heightPx: number): Plane {
  const values = new Float32Array(bytes.length)
  for (let at = 0; at < bytes.length; at++) values[at] = (bytes[at] ?? 0) / 255
  return { widthPx, heightPx, values }
}

/** A softened copy of a plane. */
export async function blurredPlane({ widthPx, heightPx, values }: Plane, blurPx: number): Promise<Plane> {
  const bytes = new Uint8ClampedArray(values.length)
  for (let at = 0; at < values.length; at++) bytes[at] = (values[at] ?? 0) * 255
  const soft = await sharp(bytes, { raw: { width: widthPx, height: heightPx, channels: 1 } })
    .blur(Math.max(0.3, blurPx))
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  return planeOf(soft, widthPx, heightPx)
}
