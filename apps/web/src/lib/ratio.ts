import type { AspectRatio } from '@studio/core/models'

/** Width divided by height; of `source`, which is whatever the photo has, nothing. */
export function ratioOf(aspectRatio: AspectRatio): number | null {
  if (aspectRatio === 'source') return null
  const [width = 1, height = 1] = aspectRatio.split(':').map(Number)
  return width / height
}

/** The offered ratio that looks most like the wished one; 1:2 is as far from 1:1 as 2:1 is. */
export function nearestRatio(wish: AspectRatio, offered: readonly AspectRatio[]): AspectRatio {
  const [first = wish, ...others] = offered
  if (offered.includes(wish)) return wish
  return others.reduce((best, ratio) => (apart(ratio, wish) < apart(best, wish) ? ratio : best), first)
}

/** A ratio as a person reads it. */
export function ratioName(aspectRatio: AspectRatio): string {
  return aspectRatio === 'source' ? 'As the photo' : aspectRatio
}

function apart(a: AspectRatio, b: AspectRatio): number {
  const [first, second] = [ratioOf(a), ratioOf(b)]
  return first === null || second === null ? Number.POSITIVE_INFINITY : Math.abs(Math.log(first / second))
}
