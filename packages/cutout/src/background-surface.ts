import { boxMean } from './box-mean.ts'
import type { Picture, Size } from './contract.ts'
import { difference, toLab } from './lab.ts'
import { floodFromBorder, maskOf } from './regions.ts'
import { fitQuadratic, median, type Polynomial, terms } from './robust-fit.ts'

/** What the photo would look like without the product, and how far every pixel is from that. */
export type Background = {
  /** The photo in CIELAB. */
  lab: Float32Array
  /** The background in CIELAB: one smooth (quadratic) surface a channel. */
  surface: Float32Array
  /** Colour distance of every pixel from the surface. */
  distance: Float32Array
  /** Distances under this are background noise. */
  threshold: number
  /** Robust standard deviation around the final surface. */
  sigma: number
  /** The same, and the share of pixels explained, for the first fit to the photo's border alone. */
  border: { sigma: number; inlierShare: number }
}

type Fit = { channels: Polynomial[]; sigma: number; inlierShare: number }

/**
 * Finds the background by fitting a surface to the photo's border, flooding inwards over what matches,
 * and fitting again to the flooded part (twice).
 */
export function findBackground(photo: Picture): Background {
  const lab = toLab(photo.rgb)
  const first = fitSurface(lab, photo, borderPixels(photo), 8)
  let fit = first
  for (let round = 0; ; round++) {
    const surface = drawSurface(fit, photo)
    const distance = distanceFrom(lab, surface)
    const threshold = Math.min(14, Math.max(5, 3.2 * fit.sigma))
    if (round === 2) {
      const border = { sigma: first.sigma, inlierShare: first.inlierShare }
      return { lab, surface, distance, threshold, sigma: fit.sigma, border }
    }
    const smooth = boxMean(distance, photo, 1)
    const reached = floodFromBorder(
      maskOf(smooth.length, (pixel) => smooth[pixel] < threshold),
      photo,
    )
    const sample = gridPixels(photo, 12_000).filter((pixel) => reached[pixel] === 1)
    if (sample.length > 500) fit = fitSurface(lab, photo, sample, 5)
  }
}

function fitSurface(lab: Float32Array, size: Size, pixels: number[], rounds: number): Fit {
  const places = pixels.map((pixel) => placeOf(pixel, size))
  const values = [0, 1, 2].map((channel) => Float32Array.from(pixels, (pixel) => lab[pixel * 3 + channel]))
  let channels: Polynomial[] = values.map((channel) => [median(channel), 0, 0, 0, 0, 0])
  let residuals = residualsOf(channels, places, values)
  for (let round = 0; round < rounds; round++) {
    // Tukey's biweight: what lies further than `reach` from the surface has no say in the next fit.
    const reach = Math.max(1.2, 1.4826 * median(residuals)) * (round < 2 ? 4 : 3)
    const weights = residuals.map((residual) => (residual < reach ? (1 - (residual / reach) ** 2) ** 2 : 0))
    channels = values.map((channel) => fitQuadratic(places, channel, weights))
    residuals = residualsOf(channels, places, values)
  }
  const sigma = 1.4826 * median(residuals)
  const inliers = residuals.filter((residual) => residual < Math.max(4, 3 * sigma)).length
  return { channels, sigma, inlierShare: inliers / residuals.length }
}

function residualsOf(channels: Polynomial[], places: number[][], values: Float32Array[]): Float32Array {
  const [l, a, b] = channels
  const [seenL, seenA, seenB] = values
  const residuals = new Float32Array(places.length)
  for (let at = 0; at < places.length; at++) {
    const place = places[at]
    residuals[at] = difference(
      seenL[at] - evaluate(l, place),
      seenA[at] - evaluate(a, place),
      seenB[at] - evaluate(b, place),
    )
  }
  return residuals
}

function evaluate(polynomial: Polynomial, place: number[]): number {
  let sum = 0
  for (let term = 0; term < 6; term++) sum += polynomial[term] * place[term]
  return sum
}

function placeOf(pixel: number, { widthPx, heightPx }: Size): number[] {
  return terms(((pixel % widthPx) / widthPx) * 2 - 1, (Math.floor(pixel / widthPx) / heightPx) * 2 - 1)
}

function drawSurface({ channels }: Fit, { widthPx, heightPx }: Size): Float32Array {
  const surface = new Float32Array(widthPx * heightPx * 3)
  for (let channel = 0; channel < 3; channel++) {
    const [constant, byX, byY, byXx, byXy, byYy] = channels[channel]
    for (let row = 0, at = channel; row < heightPx; row++) {
      const y = (row / heightPx) * 2 - 1
      for (let column = 0; column < widthPx; column++, at += 3) {
        const x = (column / widthPx) * 2 - 1
        surface[at] = constant + x * (byX + byXx * x + byXy * y) + y * (byY + byYy * y)
      }
    }
  }
  return surface
}

function distanceFrom(lab: Float32Array, surface: Float32Array): Float32Array {
  const distance = new Float32Array(lab.length / 3)
  for (let pixel = 0, at = 0; pixel < distance.length; pixel++, at += 3) {
    distance[pixel] = difference(
      lab[at] - surface[at],
      lab[at + 1] - surface[at + 1],
      lab[at + 2] - surface[at + 2],
    )
  }
  return distance
}

/** A frame 3 % wide, thinned to a few thousand pixels. */
function borderPixels(size: Size): number[] {
  const { widthPx, heightPx } = size
  const frame = Math.max(3, Math.round(Math.min(widthPx, heightPx) * 0.03))
  return gridPixels(size, 250_000).filter((pixel) => {
    const x = pixel % widthPx
    const y = Math.floor(pixel / widthPx)
    return x < frame || y < frame || x >= widthPx - frame || y >= heightPx - frame
  })
}

function gridPixels({ widthPx, heightPx }: Size, about: number): number[] {
  const step = Math.max(1, Math.round(Math.sqrt((widthPx * heightPx) / about)))
  const pixels: number[] = []
  for (let y = 0; y < heightPx; y += step)
    for (let x = 0; x < widthPx; x += step) pixels.push(y * widthPx + x)
  return pixels
}
