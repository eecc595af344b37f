import type { Shot } from '../shot.ts'
import { staged } from './base.ts'

/** What videos are: they begin with the photo as it is, in its own ratio. */
const clip = {
  ...staged,
  fidelity: 'guided',
  tasks: ['motion'],
  defaultModelId: 'kling-3.0-turbo',
  defaultAspectRatio: 'source',
  direction: null,
} as const satisfies Partial<Shot>

/** Short videos of the product. */
export const MOTION_SHOTS: readonly Shot[] = [
  {
    ...clip,
    id: 'turntable',
    name: 'Turntable 360',
    purpose: 'The product turns on the spot. What your photo does not show is made up: check its back.',
    slots: ['gallery', 'social'],
    options: { durationSec: 5 },
    instruction:
      'The product turns once around its upright axis, on the spot and at an even pace. The camera stands still; ' +
      'background and light stay as they are. One take without cuts, text or people.',
  },
  {
    ...clip,
    id: 'motion',
    name: 'Short motion clip',
    purpose: 'A slow push-in for ads and social feeds.',
    slots: ['ad', 'social'],
    options: { durationSec: 5 },
    instruction:
      'The camera moves slowly and steadily towards the product, which stands still; the light glides softly over it. ' +
      'One take without cuts, text or people.',
  },
]
