import type { Size } from './contract.ts'

/** One byte a pixel: 1 inside, 0 outside. */
export type Mask = Uint8Array

/** Builds a mask from a rule that is asked for every pixel's position in the plane. */
export function maskOf(count: number, rule: (pixel: number) => boolean): Mask {
  const mask = new Uint8Array(count)
  for (let pixel = 0; pixel < count; pixel++) if (rule(pixel)) mask[pixel] = 1
  return mask
}

/** How many pixels are inside. */
export function countOf(mask: Mask): number {
  let count = 0
  for (let pixel = 0; pixel < mask.length; pixel++) count += mask[pixel]
  return count
}

/** What is in the first mask but not in the second. */
export function without(mask: Mask, taken: Mask): Mask {
  return mask.map((inside, pixel) => inside & (1 - taken[pixel]))
}

/** The mask's other side. */
export function invert(mask: Mask): Mask {
  return mask.map((inside) => 1 - inside)
}

/** Everything that can be reached from the picture's border through `passable` pixels (4-neighbours). */
export function floodFromBorder(passable: Mask, { widthPx, heightPx }: Size): Mask {
  const reached = new Uint8Array(passable.length)
  const queue = new Int32Array(passable.length)
  let tail = 0
  const visit = (pixel: number) => {
    if (reached[pixel] === 1 || passable[pixel] === 0) return
    reached[pixel] = 1
    queue[tail++] = pixel
  }
  for (let x = 0; x < widthPx; x++) {
    visit(x)
    visit((heightPx - 1) * widthPx + x)
  }
  for (let y = 0; y < heightPx; y++) {
    visit(y * widthPx)
    visit(y * widthPx + widthPx - 1)
  }
  for (let head = 0; head < tail; head++) {
    const pixel = queue[head]
    const x = pixel % widthPx
    if (x > 0) visit(pixel - 1)
    if (x < widthPx - 1) visit(pixel + 1)
    if (pixel >= widthPx) visit(pixel - widthPx)
    if (pixel < widthPx * (heightPx - 1)) visit(pixel + widthPx)
  }
  return reached
}

/** A connected piece of a mask. */
export type Region = { sizePx: number; borderPx: number }

/** Connected pieces (4-neighbours). `label` holds 0 outside the mask, else the position in `regions`; entry 0 is unused. */
export function findRegions(
  mask: Mask,
  { widthPx, heightPx }: Size,
): { label: Int32Array; regions: Region[] } {
  const label = new Int32Array(mask.length)
  const queue = new Int32Array(mask.length)
  const regions: Region[] = [{ sizePx: 0, borderPx: 0 }]
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] === 0 || label[start] !== 0) continue
    const id = regions.length
    let tail = 0
    let borderPx = 0
    const visit = (isInside: boolean, pixel: number) => {
      if (!isInside) borderPx++
      else if (mask[pixel] === 1 && label[pixel] === 0) {
        label[pixel] = id
        queue[tail++] = pixel
      }
    }
    visit(true, start)
    for (let head = 0; head < tail; head++) {
      const pixel = queue[head]
      const x = pixel % widthPx
      visit(x > 0, pixel - 1)
      visit(x < widthPx - 1, pixel + 1)
      visit(pixel >= widthPx, pixel - widthPx)
      visit(pixel < widthPx * (heightPx - 1), pixel + widthPx)
    }
    regions.push({ sizePx: tail, borderPx })
  }
  return { label, regions }
}

/** Per region, the mean of a plane over the region's pixels; indexed like `regions`. */
export function meanPerRegion(label: Int32Array, regions: Region[], plane: ArrayLike<number>): number[] {
  const sums = regions.map(() => 0)
  for (let pixel = 0; pixel < label.length; pixel++) if (label[pixel] > 0) sums[label[pixel]] += plane[pixel]
  return sums.map((sum, id) => sum / Math.max(1, regions[id].sizePx))
}

/**
 * Clears pieces smaller than `leastShare` of the largest one, in place.
 * A piece that runs along the picture's border is more likely leftover ground and counts for a fifth.
 */
export function dropSpecks(mask: Mask, size: Size, leastShare: number): void {
  const { label, regions } = findRegions(mask, size)
  const weights = regions.map(
    ({ sizePx, borderPx }) => sizePx * (borderPx > 2.2 * Math.sqrt(sizePx) ? 0.2 : 1),
  )
  const least = leastShare * Math.max(...weights)
  for (let pixel = 0; pixel < mask.length; pixel++) if (weights[label[pixel]] < least) mask[pixel] = 0
}

/** Fills enclosed holes smaller than `leastPx`, in place. */
export function fillPinHoles(mask: Mask, size: Size, leastPx: number): void {
  const { label, regions } = findRegions(invert(mask), size)
  for (let pixel = 0; pixel < mask.length; pixel++) {
    const hole = regions[label[pixel]]
    if (label[pixel] > 0 && hole.borderPx === 0 && hole.sizePx < leastPx) mask[pixel] = 1
  }
}
