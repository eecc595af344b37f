import { createRequire } from 'node:module'
import type * as OpenCv from '@techstark/opencv-js'
import type { Picture, Size } from './contract.ts'
import { invert, type Mask, maskOf } from './regions.ts'

/** The OpenCV module (4.12, WebAssembly). */
export type Cv = typeof OpenCv

type Loading = Cv & { then?: unknown; onRuntimeInitialized?: () => void }

/**
 * Loads OpenCV (0.2 s, about 130 MB). Only for a worker thread: the module puts its own handlers on uncaught errors.
 * It comes wrapped in an object because the bare module is a thenable that resolves to itself, so awaiting it never ends.
 */
export async function loadOpenCv(): Promise<{ cv: Cv }> {
  const cv: Loading = createRequire(import.meta.url)('@techstark/opencv-js')
  if (!cv.Mat) {
    await new Promise<void>((resolve) => {
      cv.onRuntimeInitialized = resolve
    })
  }
  delete cv.then
  return { cv }
}

/** Runs `work` and frees every matrix that it handed to `keep`; OpenCV's memory is not garbage collected. */
export function withMats<T>(work: (keep: <M extends { delete(): void }>(mat: M) => M) => T): T {
  const kept: { delete(): void }[] = []
  try {
    return work((mat) => {
      kept.push(mat)
      return mat
    })
  } finally {
    for (const mat of kept) mat.delete()
  }
}

/** Puts bytes or floats into a matrix of one channel. The caller frees it. */
function planeToMat(cv: Cv, plane: Uint8Array | Float32Array, { widthPx, heightPx }: Size): OpenCv.Mat {
  const isFloat = plane instanceof Float32Array
  const mat = new cv.Mat(heightPx, widthPx, isFloat ? cv.CV_32FC1 : cv.CV_8UC1)
  if (isFloat) mat.data32F.set(plane)
  else mat.data.set(plane)
  return mat
}

/** Stretches a picture to another size; every pixel has its say when it shrinks. */
export function resizePicture(cv: Cv, picture: Picture, to: Size): Picture {
  return withMats((keep) => {
    const source = keep(new cv.Mat(picture.heightPx, picture.widthPx, cv.CV_8UC3))
    source.data.set(picture.rgb)
    const target = keep(new cv.Mat())
    cv.resize(source, target, new cv.Size(to.widthPx, to.heightPx), 0, 0, cv.INTER_AREA)
    return { ...to, rgb: target.data.slice() }
  })
}

/** Stretches a plane to another size, smoothly; masks come back as hard masks. */
export function resizePlane<P extends Uint8Array | Float32Array>(cv: Cv, plane: P, from: Size, to: Size): P {
  if (from.widthPx === to.widthPx && from.heightPx === to.heightPx) return plane
  return withMats((keep) => {
    const source = keep(planeToMat(cv, plane, from))
    const target = keep(new cv.Mat())
    const isFloat = plane instanceof Float32Array
    const size = new cv.Size(to.widthPx, to.heightPx)
    cv.resize(source, target, size, 0, 0, isFloat ? cv.INTER_LINEAR : cv.INTER_NEAREST)
    return (isFloat ? target.data32F.slice() : target.data.slice()) as P
  })
}

/** Grows, shrinks or opens a mask by a disc. Distances instead of a kernel: the cost does not depend on the radius. */
export function morph(
  cv: Cv,
  how: 'grow' | 'shrink' | 'open',
  mask: Mask,
  size: Size,
  radiusPx: number,
): Mask {
  const isShrunk = (inside: Mask) => {
    const depth = distanceToOutside(cv, inside, size)
    return maskOf(mask.length, (at) => depth[at] > radiusPx)
  }
  if (how === 'shrink') return isShrunk(mask)
  const inside = how === 'open' ? isShrunk(mask) : mask
  const gap = distanceToOutside(cv, invert(inside), size)
  return maskOf(mask.length, (at) => gap[at] <= radiusPx)
}

/** For every pixel of the mask, how far the nearest pixel outside it is (Euclidean, in pixels). */
function distanceToOutside(cv: Cv, mask: Mask, size: Size): Float32Array {
  return withMats((keep) => {
    const distance = keep(new cv.Mat())
    cv.distanceTransform(keep(planeToMat(cv, mask, size)), distance, cv.DIST_L2, 5)
    return distance.data32F.slice()
  })
}

/** The mask's convex hull, filled. */
export function convexHull(cv: Cv, mask: Mask, size: Size): Mask {
  return withMats((keep) => {
    const source = keep(planeToMat(cv, mask, size))
    const contours = keep(new cv.MatVector())
    cv.findContours(source, contours, keep(new cv.Mat()), cv.RETR_EXTERNAL, cv.CHAIN_APPROX_SIMPLE)
    const points: number[] = []
    for (let at = 0; at < contours.size(); at++) points.push(...keep(contours.get(at)).data32S)
    const filled = keep(new cv.Mat(size.heightPx, size.widthPx, cv.CV_8UC1, new cv.Scalar(0)))
    if (points.length > 4) {
      const hull = keep(new cv.Mat())
      cv.convexHull(keep(cv.matFromArray(points.length / 2, 1, cv.CV_32SC2, points)), hull)
      const outline = keep(new cv.MatVector())
      outline.push_back(hull)
      cv.fillPoly(filled, outline, new cv.Scalar(1))
    }
    return filled.data.slice()
  })
}
