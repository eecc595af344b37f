import type { AspectRatio } from '../models/index.ts'

/** Where in a listing a picture of this shot belongs. */
export type ShotSlot = 'main' | 'gallery' | 'ad' | 'social'

/** The parts of a shot's direction, in the order a photographer would give them. */
export type ShotDirection = { surface: string; light: string; camera: string; mood: string; avoid: string }

/** A preset: what kind of picture. Change a shot's direction and its `version` rises; recipes keep theirs. */
export type Shot = {
  id: string
  version: number
  name: string
  purpose: string
  slots: readonly ShotSlot[]
  defaultAspectRatio: AspectRatio
  /** Whether marketplaces accept it as the main picture of a listing. */
  isMainImageSafe: boolean
  direction: ShotDirection
}

/** The shot gallery, in the order it is shown. */
export const SHOTS: readonly Shot[] = [
  {
    id: 'white-hero',
    version: 1,
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
    id: 'grey-studio',
    version: 1,
    name: 'Soft grey studio',
    purpose: 'A calm look for your own shop grid.',
    slots: ['main', 'gallery'],
    defaultAspectRatio: '4:5',
    isMainImageSafe: false,
    direction: {
      surface: 'a seamless soft grey studio backdrop that curves into the floor',
      light: 'one large soft key light from the upper left and a gentle soft shadow',
      camera: 'straight-on, slightly above product height',
      mood: 'quiet, premium, balanced',
      avoid: 'props, text, hard shadows',
    },
  },
  {
    id: 'floating',
    version: 1,
    name: 'Floating with shadow',
    purpose: 'A clean cut for ads, with depth.',
    slots: ['ad', 'social'],
    defaultAspectRatio: '4:5',
    isMainImageSafe: false,
    direction: {
      surface: 'floating in mid-air in front of a smooth pastel backdrop, its soft shadow on the floor below',
      light: 'crisp directional light from above with a soft fill',
      camera: 'straight-on, with room around the product',
      mood: 'light, modern, playful',
      avoid: 'strings, stands, text',
    },
  },
  {
    id: 'plinth',
    version: 1,
    name: 'Stone plinth',
    purpose: 'A premium still life.',
    slots: ['gallery', 'social'],
    defaultAspectRatio: '4:5',
    isMainImageSafe: false,
    direction: {
      surface: 'standing on a round travertine stone plinth before a plain plaster wall',
      light: 'warm low sun from the side that casts a long soft shadow',
      camera: 'slightly below product height',
      mood: 'sculptural, calm, premium',
      avoid: 'other products, text, clutter',
    },
  },
  {
    id: 'kitchen',
    version: 1,
    name: 'Kitchen counter',
    purpose: 'Food and home products in use.',
    slots: ['gallery', 'social'],
    defaultAspectRatio: '4:5',
    isMainImageSafe: false,
    direction: {
      surface: 'standing on a light wooden kitchen counter, with a tiled wall out of focus behind',
      light: 'soft morning daylight from a window at the side',
      camera: 'eye level, shallow depth of field',
      mood: 'fresh, homely, tidy',
      avoid: 'people, brand names, clutter in front of the product',
    },
  },
  {
    id: 'bathroom',
    version: 1,
    name: 'Bathroom shelf',
    purpose: 'Beauty and care.',
    slots: ['gallery', 'social'],
    defaultAspectRatio: '4:5',
    isMainImageSafe: false,
    direction: {
      surface: 'standing on a white marble bathroom shelf, with pale glazed tiles behind',
      light: 'bright diffused daylight with soft reflections',
      camera: 'eye level, close',
      mood: 'fresh, pure, spa-like',
      avoid: 'people, brand names, water drops on the product',
    },
  },
  {
    id: 'desk',
    version: 1,
    name: 'Desk setup',
    purpose: 'Office and tech.',
    slots: ['gallery', 'ad'],
    defaultAspectRatio: '4:3',
    isMainImageSafe: false,
    direction: {
      surface: 'standing on a walnut desk, with a calm office out of focus behind',
      light: 'soft window light from the left with a cool fill',
      camera: 'slightly above desk height, shallow depth of field',
      mood: 'focused, modern, uncluttered',
      avoid: 'screens with content, brand names, cables',
    },
  },
  {
    id: 'outdoor',
    version: 1,
    name: 'Outdoor daylight',
    purpose: 'Sport, garden and travel.',
    slots: ['gallery', 'ad', 'social'],
    defaultAspectRatio: '4:5',
    isMainImageSafe: false,
    direction: {
      surface: 'standing on a weathered stone outdoors, with green foliage and sky far out of focus',
      light: 'natural afternoon daylight with a soft sun from behind',
      camera: 'low, near the ground, shallow depth of field',
      mood: 'open, natural, active',
      avoid: 'people, text, rain',
    },
  },
]

/** Finds a shot by id. */
export function findShot(id: string): Shot | undefined {
  return SHOTS.find((shot) => shot.id === id)
}
