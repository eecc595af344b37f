import { CUT_OUT_WORDS, judgeCutOut } from '../analyses/index.ts'
import type { AspectRatio } from '../models/index.ts'

/** What is known of a picture that was made, as far as it can tell that somebody should look at it. */
export type MadePicture = {
  aspectRatio: AspectRatio
  widthPx: number | null
  heightPx: number | null
  /** How sure the local studio was of its cut-out, from 0 to 1; null for what it did not make. */
  cutOutConfidence: number | null
}

/** So much may a shape differ from the one asked for: services round to whole blocks of pixels. */
const SHAPE_TOLERANCE = 0.04

/** What to look at before a picture is used, in sentences; nothing for most. */
export function cautionsOf({ aspectRatio, widthPx, heightPx, cutOutConfidence }: MadePicture): string[] {
  const cautions: string[] = []
  const [across = 0, down = 0] = aspectRatio.split(':').map(Number)
  if (across > 0 && down > 0 && widthPx && heightPx) {
    const stretch = widthPx / heightPx / (across / down)
    if (Math.abs(Math.log(stretch)) > SHAPE_TOLERANCE)
      cautions.push(`It is ${widthPx} × ${heightPx} pixels, not ${aspectRatio} as was asked for.`)
  }
  const verdict = cutOutConfidence === null ? 'sure' : judgeCutOut(cutOutConfidence)
  if (verdict !== 'sure') cautions.push(CUT_OUT_WORDS[verdict])
  return cautions
}
