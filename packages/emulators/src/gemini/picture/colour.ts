/** Red, green and blue, 0…255, not rounded. */
export type Colour = readonly [number, number, number]

/** Reads `#rrggbb`. */
export function hex(code: string): Colour {
  const value = Number.parseInt(code.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

/** Writes a colour for SVG. */
export function css([red, green, blue]: Colour): string {
  return `rgb(${Math.round(red)},${Math.round(green)},${Math.round(blue)})`
}

/** Goes from one colour (share 0) to another (share 1). */
export function mix(from: Colour, to: Colour, share: number): Colour {
  return [
    from[0] + (to[0] - from[0]) * share,
    from[1] + (to[1] - from[1]) * share,
    from[2] + (to[2] - from[2]) * share,
  ]
}

/** Makes a colour brighter (above 1) or darker (below 1). */
export function scale([red, green, blue]: Colour, factor: number): Colour {
  return [red * factor, green * factor, blue * factor]
}

/** Multiplies two colours as a filter of `filter` over `colour`; white leaves it as it is. */
export function tint(colour: Colour, filter: Colour): Colour {
  return [(colour[0] * filter[0]) / 255, (colour[1] * filter[1]) / 255, (colour[2] * filter[2]) / 255]
}

/** Black, for shade. */
export const black: Colour = [0, 0, 0]
/** Paper white. */
export const white: Colour = [255, 255, 255]

/** From 0 at `from` to 1 at `to`, smoothly. */
export function ramp(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return t * t * (3 - 2 * t)
}
