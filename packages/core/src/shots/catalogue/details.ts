import type { Shot } from '../shot.ts'
import { localOnly, stagedOrLocal } from './base.ts'

/** Proof: how large it is, what it is made of, what belongs to it. */
export const DETAIL_SHOTS: readonly Shot[] = [
  {
    ...localOnly,
    scene: 'size-lines',
    id: 'size-comparison',
    name: 'Size comparison',
    purpose: 'Its true measures, drawn beside it.',
    slots: ['gallery'],
    defaultAspectRatio: '1:1',
    needs: { photos: 1, roles: [], options: ['widthMm', 'heightMm'], words: false },
    instruction: 'Draw the measures of the product beside it: {widthMm} mm wide, {heightMm} mm high.',
  },
  {
    ...localOnly,
    scene: 'texture',
    id: 'texture',
    name: 'Texture close-up',
    purpose: 'Proof of the material, cropped from your own photo.',
    slots: ['gallery', 'social'],
    defaultAspectRatio: '1:1',
    instruction: 'Show the material from close by: a crop of the photo, nothing drawn.',
  },
  {
    ...localOnly,
    scene: 'details',
    id: 'detail-trio',
    name: 'Detail trio',
    purpose: 'Crops of your own photo, a detail each: make three.',
    slots: ['gallery', 'social'],
    defaultAspectRatio: '1:1',
    instruction:
      'Show a detail from close by, another one in each picture: a crop of the photo, nothing drawn.',
  },
  {
    ...stagedOrLocal,
    scene: 'together',
    id: 'packaging',
    name: 'Packaging and contents',
    purpose: 'What is in the box: one photo of the box, and one of each thing in it.',
    slots: ['gallery'],
    defaultAspectRatio: '4:3',
    needs: { photos: 2, roles: [], options: [], words: false },
    direction: {
      surface:
        'standing beside everything that comes with it, box and contents in one tidy row on a seamless warm white ground',
      light: 'even soft light from both sides with short shadows',
      camera: 'slightly from above, everything in focus and nothing hidden',
      mood: 'clear, complete, orderly',
      avoid: 'anything that no photo shows, text, arrows, props',
    },
  },
  {
    ...stagedOrLocal,
    scene: 'together',
    id: 'bundle',
    name: 'Bundle or family',
    purpose: 'Several products in one picture: add a photo of each.',
    slots: ['main', 'gallery', 'ad'],
    defaultAspectRatio: '4:3',
    needs: { photos: 2, roles: [], options: [], words: false },
    direction: {
      surface:
        'standing together with the others in one loose group on a seamless soft grey ground, each at its true relative size',
      light: 'one large soft light from the upper left, the same on all of them',
      camera: 'straight-on, the whole group in the frame and nothing hidden',
      mood: 'balanced, generous, calm',
      avoid: 'products that no photo shows, the same product twice, text, props',
    },
  },
]
