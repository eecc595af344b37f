import type { Background } from './background-surface.ts'
import { boxMean } from './box-mean.ts'
import type { Size } from './contract.ts'
import { lightnessGradient } from './lab.ts'
import { dropSpecks, findRegions, floodFromBorder, type Mask, maskOf, meanPerRegion } from './regions.ts'
import { median } from './robust-fit.ts'

/** The first, colour-only cut, and the evidence that later steps weigh. */
export type FloodCut = {
  mask: Mask
  /** Pixels that look like the background in shade. */
  shadow: Mask
  /** Pale product parts that a plain flood would have washed away. */
  paleParts: Mask
  /** Distance from the background, smoothed by a pixel. */
  distance: Float32Array
  /** Steepness of lightness, smoothed by two pixels. */
  gradient: Float32Array
  /** Steepness that counts as an edge in this photo. */
  edgeThreshold: number
}

/** Cuts by flooding the background from the photo's border. */
export function cutByFlood(background: Background, size: Size): FloodCut {
  const { lab, threshold, sigma } = background
  const count = size.widthPx * size.heightPx
  const distance = boxMean(background.distance, size, 1)
  const gradient = boxMean(lightnessGradient(lab, size.widthPx, size.heightPx), size, 2)
  const shadow = findShadow(background, gradient)
  const shadowReach = maskOf(count, (pixel) => isColouredGround(background, pixel))
  const passable = maskOf(count, (pixel) => {
    const reach = shadow[pixel] === 1 ? (shadowReach[pixel] === 1 ? 6 : 2.2) : 1
    return distance[pixel] < reach * threshold
  })
  const wide = floodFromBorder(passable, size)

  // A second flood may not cross faint edges: they are the rims of product parts as pale as the ground.
  const quiet = gradient.filter((_, pixel) => wide[pixel] === 1 && distance[pixel] < threshold * 0.6)
  const edgeThreshold = Math.max(1.6, 4 * median(quiet))
  const outside = floodFromBorder(
    maskOf(
      count,
      (pixel) => passable[pixel] === 1 && (distance[pixel] < 1.2 || gradient[pixel] < edgeThreshold),
    ),
    size,
  )

  const paleParts = new Uint8Array(count)
  const held = findRegions(
    maskOf(count, (pixel) => wide[pixel] === 1 && outside[pixel] === 0),
    size,
  )
  const heldDistance = meanPerRegion(held.label, held.regions, distance)
  const heldShadow = meanPerRegion(held.label, held.regions, shadow)
  const isEdge = maskOf(count, (pixel) => gradient[pixel] > edgeThreshold)
  const heldEdge = meanPerRegion(held.label, held.regions, isEdge)
  for (let pixel = 0; pixel < count; pixel++) {
    const id = held.label[pixel]
    if (id === 0) continue
    const isPart =
      held.regions[id].sizePx > count * 0.0012 &&
      heldDistance[id] > Math.max(1.3, 1.3 * sigma) &&
      heldEdge[id] < 0.75 &&
      heldShadow[id] < 0.75
    if (isPart) paleParts[pixel] = 1
    else outside[pixel] = 1
  }

  openHoles(outside, paleParts, { distance, gradient, threshold, sigma }, size)
  const mask = maskOf(count, (pixel) => outside[pixel] === 0)
  dropSpecks(mask, size, 0.04)
  return { mask, shadow, paleParts, distance, gradient, edgeThreshold }
}

/** Shade keeps the ground's hue, is darker by a limited amount, and has soft edges. */
function findShadow(background: Background, gradient: Float32Array): Mask {
  const { lab, surface, sigma } = background
  return maskOf(gradient.length, (pixel) => {
    const at = pixel * 3
    const ground = surface[at]
    const darker = ground - lab[at]
    if (darker <= 0 || ground <= 30) return false
    const groundChroma = Math.hypot(surface[at + 1], surface[at + 2])
    const isColoured = groundChroma > 25
    const shade = lab[at] / Math.max(1, ground)
    const hueShift = Math.hypot(lab[at + 1] - surface[at + 1] * shade, lab[at + 2] - surface[at + 2] * shade)
    return (
      darker < (isColoured ? 0.7 : 0.45) * ground &&
      hueShift < Math.max(5, 2.5 * sigma, isColoured ? 0.25 * groundChroma : 0) &&
      gradient[pixel] < (isColoured ? 9 : 5)
    )
  })
}

function isColouredGround({ surface }: Background, pixel: number): boolean {
  return Math.hypot(surface[pixel * 3 + 1], surface[pixel * 3 + 2]) > 25
}

type Evidence = Pick<FloodCut, 'distance' | 'gradient'> & Pick<Background, 'threshold' | 'sigma'>

/** Lets the background show through enclosed holes (between chair legs, inside a loop of rope), in place. */
function openHoles(outside: Mask, paleParts: Mask, evidence: Evidence, size: Size): void {
  const { distance, gradient, threshold, sigma } = evidence
  const inner = findRegions(
    maskOf(
      outside.length,
      (pixel) =>
        outside[pixel] === 0 &&
        paleParts[pixel] === 0 &&
        distance[pixel] < threshold * 0.8 &&
        gradient[pixel] < 4,
    ),
    size,
  )
  const innerDistance = meanPerRegion(inner.label, inner.regions, distance)
  const leastPx = Math.max(20, outside.length * 0.00015)
  for (let pixel = 0; pixel < outside.length; pixel++) {
    const id = inner.label[pixel]
    if (id > 0 && inner.regions[id].sizePx >= leastPx && innerDistance[id] < Math.max(2.2, 1.8 * sigma)) {
      outside[pixel] = 1
    }
  }
}
