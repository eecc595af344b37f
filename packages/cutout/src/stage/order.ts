import type { Layer, Size } from '../contract.ts'

/** A colour as red, green and blue from 0 to 255 (sRGB). */
export type Rgb = readonly [number, number, number]

/** A product on the stage: its pixels, and where their upper left corner lies. */
export type Piece = Layer & { left: number; top: number }

/**
 * What the products stand before. `clear`: nothing, the picture stays transparent. `plain`: one colour to every
 * edge. `sweep`: a backdrop of that colour that curves into the floor, with soft light on it; `horizonShare` is where
 * the curve lies, as a share of the height.
 */
export type Ground =
  | { kind: 'clear' }
  | { kind: 'plain'; rgb: Rgb }
  | { kind: 'sweep'; rgb: Rgb; horizonShare: number }

/**
 * How the products meet the floor. `none`: not at all. `standing`: a soft contact shadow. `floating`: a shadow on the
 * floor at `floorPx`, below. `mirror`: a reflection that fades.
 */
export type Footing = { kind: 'none' | 'standing' | 'mirror' } | { kind: 'floating'; floorPx: number }

/** A line with round ends, in pixels. */
export type Stroke = { from: readonly [number, number]; to: readonly [number, number]; halfWidthPx: number }

/** A picture to compose. */
export type StageOrder = Size & {
  ground: Ground
  pieces: Piece[]
  footing: Footing
  /** Drawn over everything, in one colour. */
  strokes: Stroke[]
  strokeRgb: Rgb
}

/** A composed picture: four bytes a pixel on a clear ground, else three. */
export type StagedPicture = Size & { channels: 3 | 4; pixels: Uint8Array }
