import type { Background } from './background-surface.ts'
import { colourMixture } from './colour-mixture.ts'
import type { Picture, Size } from './contract.ts'
import type { FloodCut } from './flood.ts'
import { type Cv, morph, resizePicture, resizePlane, withMats } from './opencv.ts'
import { dropSpecks, invert, type Mask, maskOf } from './regions.ts'

/** How hard GrabCut tries. A busy photo ends in a doubtful cut anyway and would take most of ten seconds at full effort. */
const effort = { plain: { longSidePx: 512, rounds: 4 }, busy: { longSidePx: 360, rounds: 3 } }

/** GrabCut's words for what is known about a pixel before it starts. */
const known = { background: 0, product: 1, maybeBackground: 2, maybeProduct: 3 }

/** True where one smooth surface explains the photo's border, so that colour alone says much. */
export function isPlain({ border }: Background): boolean {
  return border.inlierShare > 0.55 && border.sigma < 7
}

/** The second cut: OpenCV's GrabCut (colour mixtures and a minimal contour), seeded by the first one. */
export function cutByGrabCut(cv: Cv, photo: Picture, background: Background, flood: FloodCut): Mask {
  const { longSidePx, rounds } = isPlain(background) ? effort.plain : effort.busy
  const scale = Math.min(1, longSidePx / Math.max(photo.widthPx, photo.heightPx))
  const size = { widthPx: Math.round(photo.widthPx * scale), heightPx: Math.round(photo.heightPx * scale) }
  const { rgb } = resizePicture(cv, photo, size)
  const seeds = isPlain(background)
    ? seedFromFlood(cv, photo, size, background, flood)
    : seedFromCentre(resizePlane(cv, flood.distance, photo, size), size, background.threshold)
  const mask = runGrabCut(cv, rgb, seeds, size, rounds)
  dropSpecks(mask, size, 0.04)
  const smooth = resizePlane(cv, new Float32Array(mask), size, photo)
  return maskOf(smooth.length, (pixel) => smooth[pixel] > 0.5)
}

function seedFromFlood(cv: Cv, from: Size, size: Size, background: Background, flood: FloodCut): Uint8Array {
  const { threshold } = background
  const distance = resizePlane(cv, flood.distance, from, size)
  const shadow = resizePlane(cv, flood.shadow, from, size)
  const inside = resizePlane(cv, flood.mask, from, size)
  const count = inside.length
  const strong = maskOf(count, (at) => inside[at] === 1 && distance[at] > 2.2 * threshold && shadow[at] === 0)
  const core = morph(cv, 'shrink', strong, size, 2)
  const farOutside = morph(cv, 'shrink', invert(inside), size, 3)
  return inside.map((isInside, at) => {
    if (isRim(at, size) && distance[at] < 2 * threshold) return known.background
    if (farOutside[at] === 1 && distance[at] < 0.8 * threshold) return known.background
    if (core[at] === 1) return known.product
    return isInside === 1 && shadow[at] === 0 ? known.maybeProduct : known.maybeBackground
  })
}

/** On a busy ground nothing is sure but the rim; products are usually in the middle. */
function seedFromCentre(distance: Float32Array, size: Size, threshold: number): Uint8Array {
  return Uint8Array.from(distance, (far, at) => {
    if (isRim(at, size)) return known.background
    const x = ((at % size.widthPx) / size.widthPx) * 2 - 1
    const y = (Math.floor(at / size.widthPx) / size.heightPx) * 2 - 1
    if (x * x + y * y < 0.75 && far > threshold) return known.maybeProduct
    return Math.abs(x) < 0.8 && Math.abs(y) < 0.85 ? known.maybeProduct : known.maybeBackground
  })
}

function isRim(at: number, { widthPx, heightPx }: Size): boolean {
  const rim = Math.max(2, Math.round(0.012 * Math.max(widthPx, heightPx)))
  const x = at % widthPx
  const y = Math.floor(at / widthPx)
  return x < rim || y < rim || x >= widthPx - rim || y >= heightPx - rim
}

function runGrabCut(cv: Cv, rgb: Uint8Array, seeds: Uint8Array, size: Size, rounds: number): Mask {
  const isProduct = (at: number) => (seeds[at] & 1) === 1
  const product = coloursWhere(rgb, isProduct)
  const ground = coloursWhere(rgb, (at) => !isProduct(at))
  if (product.length < 150 || ground.length < 150) return maskOf(seeds.length, isProduct)
  return withMats((keep) => {
    const photo = keep(new cv.Mat(size.heightPx, size.widthPx, cv.CV_8UC3))
    photo.data.set(rgb)
    const mask = keep(new cv.Mat(size.heightPx, size.widthPx, cv.CV_8UC1))
    mask.data.set(seeds)
    const groundModel = keep(new cv.Mat(1, 65, cv.CV_64FC1))
    groundModel.data64F.set(colourMixture(ground))
    const productModel = keep(new cv.Mat(1, 65, cv.CV_64FC1))
    productModel.data64F.set(colourMixture(product))
    const whole = new cv.Rect(0, 0, size.widthPx, size.heightPx)
    // GC_EVAL takes the models as they are instead of starting from random ones.
    cv.grabCut(photo, mask, whole, groundModel, productModel, rounds, cv.GC_EVAL)
    return mask.data.map((verdict) => verdict & 1)
  })
}

/** A few thousand colours are enough for a mixture. */
function coloursWhere(rgb: Uint8Array, rule: (pixel: number) => boolean): Float32Array {
  const pixels: number[] = []
  for (let at = 0; at * 3 < rgb.length; at++) if (rule(at)) pixels.push(at)
  const step = Math.max(1, Math.floor(pixels.length / 12_000))
  return Float32Array.from(
    pixels.filter((_, at) => at % step === 0).flatMap((at) => [...rgb.subarray(at * 3, at * 3 + 3)]),
  )
}
