import { z } from 'zod'
import { aspectRatioSchema } from '../models/index.ts'
import type { Shot } from './catalogue.ts'

/** A shot as the doors show it. */
export const shotView = z
  .object({
    id: z.string(),
    version: z.number().int(),
    name: z.string(),
    purpose: z.string(),
    slots: z.array(z.enum(['main', 'gallery', 'ad', 'social'])),
    defaultAspectRatio: aspectRatioSchema,
    isMainImageSafe: z.boolean(),
    exampleUrl: z.string().describe('An example picture, made by the product itself.'),
  })
  .meta({ id: 'Shot' })

/** A shot as the doors show it. */
export type ShotView = z.infer<typeof shotView>

/** Shows a shot. */
export function viewShot(shot: Shot): ShotView {
  const { direction: _, slots, ...rest } = shot
  return { ...rest, slots: [...slots], exampleUrl: `/shots/${shot.id}.webp` }
}
