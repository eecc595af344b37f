import type { ProductShape } from './scene.ts'
import type { Subject } from './subject.ts'

/** Reads a product's outline: how wide it is for its height, and whether it looks like something to wear. */
export function shapeOf({ widthPx, heightPx, rgba, isPrint }: Subject): ProductShape {
  const aspect = widthPx / heightPx
  const coverage = (from: number, to: number): number => {
    let covered = 0
    const first = Math.floor(from * heightPx)
    const last = Math.floor(to * heightPx)
    for (let at = first * widthPx; at < last * widthPx; at++) if ((rgba[at * 4 + 3] ?? 0) > 127) covered++
    return covered / Math.max(1, (last - first) * widthPx)
  }
  const shoulders = coverage(0.15, 0.32)
  const body = coverage(0.6, 0.9)
  const isGarment = !isPrint && aspect > 0.6 && aspect < 1.5 && body > 0.3 && shoulders > body * 1.22
  return { aspect, isGarment }
}
