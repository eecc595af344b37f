import { colourAt, type Raster } from './raster.ts'

/** A colour of a product with its share of it. */
export type SeenColour = { name: string; hex: string; share: number }

const NAMES: readonly (readonly [string, readonly [number, number, number]])[] = [
  ['black', [20, 20, 22]],
  ['charcoal', [62, 64, 68]],
  ['grey', [130, 132, 135]],
  ['silver', [190, 192, 195]],
  ['white', [245, 245, 245]],
  ['beige', [222, 205, 178]],
  ['brown', [112, 76, 50]],
  ['terracotta', [190, 108, 74]],
  ['red', [190, 40, 40]],
  ['orange', [230, 130, 50]],
  ['yellow', [235, 205, 70]],
  ['olive', [120, 120, 60]],
  ['green', [70, 140, 80]],
  ['mint', [170, 215, 190]],
  ['teal', [20, 110, 110]],
  ['light blue', [150, 195, 225]],
  ['blue', [50, 100, 180]],
  ['navy', [28, 40, 80]],
  ['purple', [110, 70, 150]],
  ['pink', [230, 150, 170]],
]
const LEAST_SHARE = 0.08

/** Names the colours of the pixels that count, most of it first; up to four. */
export function nameColours(raster: Raster, counts: (at: number) => boolean): SeenColour[] {
  const sums = new Map<string, { count: number; sum: [number, number, number] }>()
  let total = 0
  for (let at = 0; at < raster.width * raster.height; at++) {
    if (!counts(at)) continue
    const colour = colourAt(raster, at)
    const entry = sums.get(nameOf(colour)) ?? { count: 0, sum: [0, 0, 0] }
    entry.count++
    for (const channel of [0, 1, 2] as const) entry.sum[channel] += colour[channel]
    sums.set(nameOf(colour), entry)
    total++
  }
  return [...sums]
    .map(([name, { count, sum }]) => ({ name, hex: hexOf(sum, count), share: count / total }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share)
    .slice(0, 4)
}

/** The name of the nearest colour that has one. */
export function nameOf(colour: readonly [number, number, number]): string {
  const apart = ([, other]: (typeof NAMES)[number]) =>
    other.reduce((sum, value, channel) => sum + (value - (colour[channel] ?? 0)) ** 2, 0)
  return NAMES.reduce((best, each) => (apart(each) < apart(best) ? each : best))[0]
}

function hexOf(sum: readonly number[], count: number): string {
  return `#${sum
    .map((value) =>
      Math.round(value / count)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}
