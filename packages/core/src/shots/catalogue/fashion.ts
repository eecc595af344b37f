import type { Shot } from '../shot.ts'
import { staged } from './base.ts'

/** What both shots on a person are: a photo of the person may come along, and somebody then has agreed to it. */
const onModel = {
  ...staged,
  fidelity: 'guided',
  tasks: ['scene', 'wear'],
  defaultAspectRatio: '3:4',
  categories: ['fashion', 'shoes', 'bags', 'jewellery', 'sport'],
} as const satisfies Partial<Shot>

/** Garments and what is worn. */
export const FASHION_SHOTS: readonly Shot[] = [
  {
    ...staged,
    id: 'ghost-mannequin',
    name: 'Ghost mannequin',
    purpose: 'The form of a garment, without a model.',
    slots: ['main', 'gallery'],
    fidelity: 'guided',
    defaultAspectRatio: '1:1',
    categories: ['fashion'],
    direction: {
      surface:
        'shown as if an invisible body wore it, with its inside visible at the neck, before a seamless pure white background',
      light: 'even softbox light from both sides that shows seams and fabric',
      camera: 'straight-on at chest height, the whole garment in the frame',
      mood: 'clean, neutral catalogue photography',
      avoid: 'a mannequin, a person, hangers, pins, props, text',
    },
  },
  {
    ...onModel,
    id: 'on-model-studio',
    name: 'On model, studio',
    purpose: 'Fit and drape before a plain ground.',
    slots: ['gallery', 'ad'],
    direction: {
      surface: 'worn or carried by an adult model who stands before a seamless pale grey studio backdrop',
      light:
        'large soft light from the upper left with a gentle fill, so that fabric and fit are plain to see',
      camera: 'at chest height, the whole product in the frame',
      mood: 'calm, confident, natural posture',
      avoid: 'other brands, text, hands or hair over the product, retouched body shapes',
    },
  },
  {
    ...onModel,
    id: 'on-model-street',
    name: 'On model, street',
    purpose: 'Fashion as it is lived in.',
    slots: ['gallery', 'ad', 'social'],
    direction: {
      surface:
        'worn or carried by an adult model who walks along a quiet city street, far out of focus behind',
      light: 'soft late-afternoon daylight',
      camera: 'at chest height, shallow depth of field, the whole product in the frame',
      mood: 'effortless, candid, modern',
      avoid: 'other brands, shop signs, text, crowds, hands or hair over the product',
    },
  },
]
