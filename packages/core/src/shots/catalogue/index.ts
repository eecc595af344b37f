import type { Shot } from '../shot.ts'
import { DETAIL_SHOTS } from './details.ts'
import { FASHION_SHOTS } from './fashion.ts'
import { LIFESTYLE_SHOTS } from './lifestyle.ts'
import { MAIN_SHOTS } from './main.ts'
import { MOTION_SHOTS } from './motion.ts'
import { UTILITIES } from './utilities.ts'

/** The shot gallery, in the order it is shown: the shots, then the utilities. */
export const SHOTS: readonly Shot[] = [
  ...MAIN_SHOTS,
  ...LIFESTYLE_SHOTS,
  ...FASHION_SHOTS,
  ...DETAIL_SHOTS,
  ...MOTION_SHOTS,
  ...UTILITIES,
]

/** Finds a shot of the catalogue by id. */
export function findShot(id: string): Shot | undefined {
  return SHOTS.find((shot) => shot.id === id)
}
