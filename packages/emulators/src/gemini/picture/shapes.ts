import sharp from 'sharp'
import type { Canvas } from './canvas.ts'
import { type Colour, css } from './colour.ts'
import type { Random } from './random.ts'

/** SVG text for a gradient from top to bottom that fills a box. */
export function gradientBox(
  id: string,
  box: { x: number; y: number; width: number; height: number },
  stops: readonly (readonly [number, Colour, number?])[],
  isVertical = true,
): string {
  const direction = isVertical ? 'x1="0" y1="0" x2="0" y2="1"' : 'x1="0" y1="0" x2="1" y2="0"'
  const marks = stops.map(
    ([offset, colour, opacity = 1]) =>
      `<stop offset="${offset}" stop-color="${css(colour)}" stop-opacity="${opacity}"/>`,
  )
  return `<defs><linearGradient id="${id}" ${direction}>${marks.join('')}</linearGradient></defs>
    <rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="url(#${id})"/>`
}

/** SVG text for a round glow. */
export function glow(
  id: string,
  x: number,
  y: number,
  radius: number,
  colour: Colour,
  opacity: number,
): string {
  return `<defs><radialGradient id="${id}"><stop offset="0" stop-color="${css(colour)}" stop-opacity="${opacity}"/>
    <stop offset="1" stop-color="${css(colour)}" stop-opacity="0"/></radialGradient></defs>
    <circle cx="${x}" cy="${y}" r="${radius}" fill="url(#${id})"/>`
}

/** SVG text for out-of-focus points of light: discs with a slightly brighter rim. */
export function bokeh(
  random: Random,
  count: number,
  area: { x: number; y: number; width: number; height: number },
  radius: [number, number],
  colours: readonly [Colour, ...Colour[]],
  opacity: number,
): string {
  return Array.from({ length: count }, () => {
    const colour = css(random.pick(colours))
    const x = random.between(area.x, area.x + area.width).toFixed(1)
    const y = random.between(area.y, area.y + area.height).toFixed(1)
    const r = random.between(radius[0], radius[1])
    const strength = (opacity * random.between(0.35, 1)).toFixed(3)
    return `<circle cx="${x}" cy="${y}" r="${r.toFixed(1)}" fill="${colour}" fill-opacity="${strength}"
      stroke="${colour}" stroke-opacity="${strength}" stroke-width="${(r * 0.07).toFixed(1)}"/>`
  }).join('')
}

/** SVG text for a tiled wall with uneven glaze. */
export function tiles(
  random: Random,
  area: { width: number; height: number },
  tile: { width: number; height: number; gap: number; isStaggered: boolean },
  glaze: Colour,
  grout: Colour,
): string {
  const rows: string[] = [`<rect width="${area.width}" height="${area.height}" fill="${css(grout)}"/>`]
  for (let y = 0, row = 0; y < area.height; y += tile.height, row++) {
    const start = tile.isStaggered && row % 2 === 1 ? -tile.width / 2 : 0
    for (let x = start; x < area.width; x += tile.width) {
      const tone = random.between(0.955, 1.03)
      const fill = css([glaze[0] * tone, glaze[1] * tone, glaze[2] * tone])
      const width = tile.width - tile.gap
      const height = tile.height - tile.gap
      rows.push(
        `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" rx="${(tile.gap * 0.8).toFixed(1)}" fill="${fill}"/>`,
        `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${(height * 0.12).toFixed(1)}" fill="#fff" fill-opacity="0.28"/>`,
      )
    }
  }
  return rows.join('')
}

/** SVG text for a canvas that was painted already, so that crisp shapes can be drawn over it. */
export async function layered({ widthPx, heightPx, rgb }: Canvas): Promise<string> {
  const png = await sharp(rgb, { raw: { width: widthPx, height: heightPx, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer()
  return `<image width="${widthPx}" height="${heightPx}" href="data:image/png;base64,${png.toString('base64')}"/>`
}

/** Where a path begins to count, and how long its unit is, in pixels. */
export type Place = { x: number; y: number; unit: number }

/** Turns a path in shares of the unit into one in pixels; `flip` −1 mirrors it. All its commands take whole points. */
export function pathAt({ x, y, unit }: Place, d: string, flip: 1 | -1 = 1): string {
  let isAcross = false
  return d.replace(/-?\d*\.?\d+/g, (number) => {
    isAcross = !isAcross
    return (isAcross ? x + flip * Number(number) * unit : y + Number(number) * unit).toFixed(1)
  })
}
