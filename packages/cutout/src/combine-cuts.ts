import type { Background } from './background-surface.ts'
import type { Size } from './contract.ts'
import type { FloodCut } from './flood.ts'
import { isPlain } from './grab-cut.ts'
import { type Cv, morph } from './opencv.ts'
import { dropSpecks, fillPinHoles, findRegions, type Mask, maskOf } from './regions.ts'

/**
 * GrabCut's body, corrected where the flood knows better. GrabCut loses thin parts (laces, cables) and takes pale
 * parts for shadow; the flood keeps them, but only on a plain ground.
 */
export function combineCuts(
  cv: Cv,
  size: Size,
  background: Background,
  flood: FloodCut,
  grabCut: Mask,
): Mask {
  const mask = grabCut.slice()
  if (isPlain(background)) {
    const count = mask.length
    const { threshold, sigma } = background
    const isCalm = sigma < 3.5
    const radiusPx = Math.max(3, Math.round(0.012 * Math.max(size.widthPx, size.heightPx)))
    const thick = morph(cv, 'open', flood.mask, size, radiusPx)
    for (let at = 0; at < count; at++) {
      const distance = flood.distance[at]
      const isLit = flood.mask[at] === 1 && flood.shadow[at] === 0
      const isThin = isLit && thick[at] === 0 && distance > 1.15 * threshold
      const isPale = flood.mask[at] === 1 && flood.paleParts[at] === 1
      const isStrong = isCalm && isLit && distance > 1.3 * threshold
      if (isThin || isPale || isStrong) mask[at] = 1
      const isHole =
        flood.mask[at] === 0 && distance < Math.min(4, 0.55 * threshold) && flood.gradient[at] < 3
      if (isCalm && isHole) mask[at] = 0
    }
    keepEnclosedParts(mask, size, background, flood)
  }
  dropSpecks(mask, size, 0.01)
  fillPinHoles(mask, size, Math.max(12, mask.length * 0.0001))
  return mask
}

/**
 * Gives back what GrabCut removed wholly inside the flood's outline, in place: a shadow always touches the ground, so
 * such a piece is a pale part of the product. Not on coloured grounds, where light bleeds into gaps.
 */
function keepEnclosedParts(mask: Mask, size: Size, { surface }: Background, flood: FloodCut): void {
  const { widthPx, heightPx } = size
  const { label, regions } = findRegions(
    maskOf(mask.length, (at) => flood.mask[at] === 1 && mask[at] === 0),
    size,
  )
  const groundContacts = regions.map(() => 0)
  for (let y = 2; y < heightPx - 2; y++) {
    for (let x = 2; x < widthPx - 2; x++) {
      const at = y * widthPx + x
      const touchesGround = [at - 1, at + 1, at - widthPx, at + widthPx].some(
        (next) => flood.mask[next] === 0,
      )
      if (label[at] > 0 && touchesGround) groundContacts[label[at]]++
    }
  }
  for (let at = 0; at < mask.length; at++) {
    const id = label[at]
    if (id === 0 || Math.hypot(surface[at * 3 + 1], surface[at * 3 + 2]) >= 20) continue
    const { sizePx } = regions[id]
    if (sizePx > mask.length * 0.0001 && groundContacts[id] < 0.15 * Math.sqrt(sizePx)) mask[at] = 1
  }
}
