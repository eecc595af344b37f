import type { StudioScene } from '@studio/core/shots'
import type { Footing, Rgb } from '@studio/cutout'

/** The scenes that put one product on a ground. */
export type GroundScene = Extract<StudioScene, 'cut-out' | 'white' | 'grey' | 'sweep' | 'floating' | 'mirror'>

/** How a scene is laid out: room around and below the product in percent of the side, its ground and its floor. */
export type Layout = {
  marginPercent: number
  belowPercent: number
  ground: 'clear' | 'plain' | 'sweep'
  /** The colour of the ground where nobody chose one, and whether anybody may. */
  rgb: Rgb
  takesColour: boolean
  footing: Footing['kind']
}

const plainWhite = { ground: 'plain', rgb: [255, 255, 255], takesColour: false, footing: 'none' } as const

/**
 * The layouts. `white` leaves 6 %, so that the product fills 88 % where marketplaces ask for 85 %, and has no shadow:
 * its ground is pure white to the product's very edge.
 */
export const LAYOUTS: Record<GroundScene, Layout> = {
  'cut-out': { ...plainWhite, ground: 'clear', marginPercent: 4, belowPercent: 0 },
  white: { ...plainWhite, marginPercent: 6, belowPercent: 0 },
  grey: {
    ...{ marginPercent: 15, belowPercent: 0, ground: 'sweep', rgb: [226, 227, 229] },
    ...{ takesColour: false, footing: 'standing' },
  },
  sweep: {
    ...{ marginPercent: 15, belowPercent: 0, ground: 'sweep', rgb: [214, 205, 192] },
    ...{ takesColour: true, footing: 'standing' },
  },
  floating: {
    ...{ marginPercent: 14, belowPercent: 12, ground: 'sweep', rgb: [217, 226, 232] },
    ...{ takesColour: true, footing: 'floating' },
  },
  mirror: {
    ...{ marginPercent: 13, belowPercent: 12, ground: 'sweep', rgb: [238, 239, 241] },
    ...{ takesColour: true, footing: 'mirror' },
  },
}

/** `#rrggbb` as red, green and blue. */
export function rgbOf(colour: string): Rgb {
  const channel = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  return [channel(1), channel(3), channel(5)]
}
