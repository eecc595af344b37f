import { type Colour, mix, scale, white } from './colour.ts'
import type { Frame, Light } from './scene.ts'

/** A light fit for most sets: side and tone vary with the seed unless the prompt says otherwise. */
export function createLight({ order, random }: Frame, changes: Partial<Light> = {}): Light {
  const drawn = random.pick([-1, 1] as const)
  const side = order.lightFrom === 'left' ? -1 : order.lightFrom === 'right' ? 1 : drawn
  const warmth = random.between(-0.4, 0.6) + (order.isWarm ? 0.6 : 0)
  return {
    side,
    tint: toneOf(warmth),
    shadowColour: [28, 24, 26],
    contact: 0.8,
    cast: 0.4,
    lean: random.between(0.3, 0.55),
    softness: random.between(0.016, 0.026),
    ...changes,
  }
}

/** A light's tone from cool (−1) to warm (1), never far from white. */
function toneOf(warmth: number): Colour {
  return warmth >= 0 ? mix(white, [255, 246, 232], Math.min(1, warmth)) : mix(white, [242, 248, 255], -warmth)
}

/** Adjusts a set's colour to the light of this picture. */
export function lit(colour: Colour, { tint }: Light, factor = 1): Colour {
  return scale(
    [(colour[0] * tint[0]) / 255, (colour[1] * tint[1]) / 255, (colour[2] * tint[2]) / 255],
    factor,
  )
}
