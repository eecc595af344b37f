import { DEFAULT_MODEL_ID, LOCAL_STUDIO_ID } from '../../models/index.ts'
import type { Shot } from '../shot.ts'

/** What utilities are: they change the picture they are given, and nobody stages anything. */
const change = {
  kind: 'utility',
  version: 1,
  fidelity: 'guided',
  tasks: ['edit'],
  defaultModelId: DEFAULT_MODEL_ID,
  defaultAspectRatio: 'source',
  defaultImageSize: null,
  isMainImageSafe: false,
  categories: [],
  needs: { photos: 1, roles: ['base'], options: [], words: false },
  direction: null,
  scene: null,
  options: {},
  saved: null,
  slots: ['gallery', 'ad', 'social'],
} as const satisfies Partial<Shot>

/** The same with the picture's own pixels, on this installation. */
const local = {
  ...change,
  fidelity: 'composite',
  tasks: ['studio'],
  defaultModelId: LOCAL_STUDIO_ID,
} as const satisfies Partial<Shot>

/** What can be done to a picture that is there already. */
export const UTILITIES: readonly Shot[] = [
  {
    ...local,
    scene: 'cut-out',
    id: 'cut-out',
    name: 'Cut out',
    purpose: 'The product on a transparent ground, as a PNG.',
    instruction: 'Cut the product out: transparent around it, its own pixels kept.',
  },
  {
    ...change,
    id: 'remove-text',
    name: 'Remove text',
    purpose: 'Takes away captions, badges and prices laid over a picture.',
    instruction:
      'Remove every caption, badge, price and border that was laid over this picture, and restore what is behind it. ' +
      'Lettering and logos that are printed on the product itself stay exactly as they are.',
  },
  {
    ...change,
    id: 'expand',
    name: 'Expand to a ratio',
    purpose: 'More room around the product, for banners and stories.',
    defaultAspectRatio: '16:9',
    instruction:
      'Extend this picture beyond its edges until it fills the new frame: go on with the same background, light and ' +
      'perspective. What is already there keeps its place and its proportions; nothing is stretched and no second product is added.',
  },
  {
    ...change,
    id: 'relight',
    name: 'Relight',
    purpose: 'Better light on the same picture.',
    instruction:
      'Light this picture anew: soft, even key light from the upper left with a gentle fill, neutral white balance, ' +
      'natural contrast, and no colour cast. Composition and background stay as they are.',
  },
  {
    ...change,
    id: 'upscale',
    name: 'Upscale',
    purpose: 'The same picture with more pixels, up to 4K.',
    defaultImageSize: '4K',
    instruction:
      'Give back the same picture in a higher resolution: the same composition, colours and content, with crisper ' +
      'detail and without noise. Invent no new details and no lettering.',
  },
  {
    ...change,
    id: 'recolour',
    name: 'Colour variants',
    purpose: 'The same picture in another colour of your range; compare it with the swatch.',
    needs: { photos: 1, roles: ['base'], options: ['colour'], words: false },
    instruction:
      'Change the main colour of the product in this picture to exactly {colour}. Material, texture, seams, lettering, ' +
      'logos, metal parts, highlights and shadows stay as they are, and so does everything around the product.',
  },
  {
    ...local,
    scene: 'fit',
    id: 'fit',
    name: 'Resize and pad',
    purpose: 'The picture at an exact size, without cropping.',
    needs: { photos: 1, roles: ['base'], options: ['widthPx', 'heightPx'], words: false },
    options: { widthPx: 2000, heightPx: 2000 },
    instruction: 'Fit the picture into {widthPx} × {heightPx} pixels: nothing cropped, nothing stretched.',
  },
]
