import type { Rgb, StageOrder } from './order.ts'

/** The light on a sweep: how much brighter (of 1) at stations from the top of the picture down to its foot. */
const wallLight = -0.02
const horizonLight = -0.075
const floorLight = 0.03
const nearLight = -0.035
/** The pool of light behind the product, and the corners that fall off. */
const poolLight = 0.07
const cornerLight = -0.1

/** Tells the ground's colour at a place given in shares of the picture; written into `into`. */
export type PaintGround = (x: number, y: number, into: Float64Array) => void

/** Prepares a ground for painting. */
export function paintGround({ ground, widthPx, heightPx }: StageOrder): PaintGround {
  if (ground.kind !== 'sweep') {
    const rgb: Rgb = ground.kind === 'plain' ? ground.rgb : [0, 0, 0]
    return (_x, _y, into) => into.set(rgb)
  }
  const ratio = widthPx / heightPx
  const centre = ground.horizonShare - 0.28
  return (x, y, into) => {
    const across = (x - 0.5) * Math.min(1.25, Math.max(0.75, ratio))
    const down = y - centre
    const pool = poolLight * Math.exp(-(across * across + down * down) / 0.11)
    const far = Math.min(1, (across * across + (y - 0.5) ** 2) / 0.5)
    const light = 1 + backdropLight(y, ground.horizonShare) + pool + cornerLight * far * far
    for (let channel = 0; channel < 3; channel++) into[channel] = Math.min(255, ground.rgb[channel] * light)
  }
}

/** Down the wall it gets a little darker, around the bend the floor catches the light, and falls off towards us. */
function backdropLight(y: number, horizon: number): number {
  const bend = 0.13
  if (y < horizon - bend) return mix(wallLight, horizonLight, smooth(y / Math.max(0.01, horizon - bend)))
  if (y < horizon + bend) return mix(horizonLight, floorLight, smooth((y - horizon + bend) / (2 * bend)))
  return mix(floorLight, nearLight, smooth((y - horizon - bend) / Math.max(0.01, 1 - horizon - bend)))
}

function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share
}

function smooth(share: number): number {
  const t = Math.min(1, Math.max(0, share))
  return t * t * (3 - 2 * t)
}
