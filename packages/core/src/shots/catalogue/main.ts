import type { Shot } from '../shot.ts'
import { staged, stagedOrLocal } from './base.ts'

/** The product alone, on a plain ground: main pictures, shop grids and clean cuts. */
export const MAIN_SHOTS: readonly Shot[] = [
  {
    ...stagedOrLocal,
    scene: 'white',
    id: 'white-hero',
    name: 'Pure white hero',
    purpose: 'The main picture marketplaces ask for.',
    slots: ['main'],
    defaultAspectRatio: '1:1',
    isMainImageSafe: true,
    direction: {
      surface: 'a seamless pure white background, exactly RGB 255,255,255 to every edge',
      light: 'even softbox light from both sides, with only a faint contact shadow under the product',
      camera: 'straight-on at product height, the product centred and filling about 85 % of the frame',
      mood: 'clean, neutral catalogue photography',
      avoid: 'props, text, logos, borders, coloured casts',
    },
  },
  {
    ...stagedOrLocal,
    scene: 'grey',
    id: 'grey-studio',
    name: 'Soft grey studio',
    purpose: 'A calm look for your own shop grid.',
    slots: ['main', 'gallery'],
    defaultAspectRatio: '4:5',
    direction: {
      surface: 'a seamless soft grey studio backdrop that curves into the floor',
      light: 'one large soft key light from the upper left and a gentle soft shadow',
      camera: 'straight-on, slightly above product height',
      mood: 'quiet, premium, balanced',
      avoid: 'props, text, hard shadows',
    },
  },
  {
    ...stagedOrLocal,
    scene: 'sweep',
    id: 'brand-sweep',
    name: 'Brand colour sweep',
    purpose: 'A campaign grid in the colour of your brand.',
    slots: ['gallery', 'ad', 'social'],
    defaultAspectRatio: '4:5',
    // Of an account with a brand kit, the kit's first colour stands here instead.
    options: { colour: '#d8c3a5' },
    direction: {
      surface:
        'a seamless paper sweep in exactly the colour {colour}, wall and floor flowing into each other',
      light: 'one large soft light from the upper left, so that the colour stays even from edge to edge',
      camera: 'straight-on at product height, with calm room on every side',
      mood: 'bold, graphic, consistent',
      avoid: 'props, text, patterns, a second colour in the background',
    },
  },
  {
    ...stagedOrLocal,
    scene: 'floating',
    id: 'floating',
    name: 'Floating with shadow',
    purpose: 'A clean cut for ads, with depth.',
    slots: ['ad', 'social'],
    defaultAspectRatio: '4:5',
    direction: {
      surface: 'floating in mid-air in front of a smooth pastel backdrop, its soft shadow on the floor below',
      light: 'crisp directional light from above with a soft fill',
      camera: 'straight-on, with room around the product',
      mood: 'light, modern, playful',
      avoid: 'strings, stands, text',
    },
  },
  {
    ...stagedOrLocal,
    scene: 'mirror',
    id: 'mirror',
    name: 'Mirror surface',
    purpose: 'Depth and shine for cosmetics and electronics.',
    slots: ['gallery', 'ad'],
    defaultAspectRatio: '4:5',
    categories: ['beauty', 'electronics', 'jewellery', 'bags'],
    direction: {
      surface:
        'standing on a glossy dark surface that mirrors it, before a backdrop that falls off into shade',
      light: 'one narrow softbox from above that draws a clean highlight along the edges',
      camera: 'at product height, close to the surface, so that the reflection is complete',
      mood: 'polished, precise, luxurious',
      avoid: 'fingerprints, dust, text, a second product',
    },
  },
  {
    ...staged,
    id: 'plinth',
    name: 'Stone plinth',
    purpose: 'A premium still life.',
    slots: ['gallery', 'social'],
    defaultAspectRatio: '4:5',
    direction: {
      surface: 'standing on a round travertine stone plinth before a plain plaster wall',
      light: 'warm low sun from the side that casts a long soft shadow',
      camera: 'slightly below product height',
      mood: 'sculptural, calm, premium',
      avoid: 'other products, text, clutter',
    },
  },
]
