import type { Model } from './registry.ts'

/** Ratios of Kling's classic picture endpoints. */
const RATIOS = ['1:1', '2:3', '3:2', '3:4', '4:3', '9:16', '16:9', '21:9', 'source'] as const

/** What is asked of every photo, but of those for a try-on, whose shape is left open (kling.ai/document-api, image fields). */
const PHOTO_LIMITS = { minSidePx: 300, maxRatio: 2.5 } as const

/** One unit of a video pack and of a picture pack, in US dollars (the vendor's price page, third-hand, 2026-11). */
const VIDEO_UNIT = { by: 'units', usdPerUnit: 0.14 } as const
const PICTURE_UNIT = { by: 'units', usdPerUnit: 0.0035 } as const

/** What is the same for all of them until something else is announced. */
const current = {
  provider: 'kling',
  maxPromptCharacters: 2500,
  photoLimits: PHOTO_LIMITS,
  acceptsImageSize: true,
  retiresOn: null,
  replacementId: null,
} as const

/**
 * Kling's models. Paths, names, sizes and prices as published or reported up to 2026-11-22 (kling.ai/document-api);
 * some figures are third-hand, and the place of Kling Image 4.0 is not known: hence data and not code.
 */
export const kling: readonly Model[] = [
  {
    ...current,
    id: 'kling-v3-omni',
    name: 'Kling 3 Omni',
    summary: 'Kling’s best for product scenes: takes several photos, follows detailed wording.',
    makes: 'picture',
    tasks: ['scene', 'edit'],
    creditsPerOutput: { '1K': 2, '2K': 2, '4K': 4 },
    aspectRatios: RATIOS,
    minSourceAssets: 0,
    maxSourceAssets: 10,
    durationsSec: [],
    route: { path: '/v1/images/omni-image', modelName: 'kling-v3-omni', protocol: 'classic' },
    providerPriceUsd: PICTURE_UNIT,
  },
  {
    ...current,
    id: 'kling-v3',
    name: 'Kling 3',
    summary: 'Pictures from words and at most one photo.',
    makes: 'picture',
    tasks: ['scene'],
    creditsPerOutput: { '1K': 2, '2K': 2 },
    aspectRatios: RATIOS.filter((ratio) => ratio !== 'source'),
    minSourceAssets: 0,
    maxSourceAssets: 1,
    durationsSec: [],
    route: { path: '/v1/images/generations', modelName: 'kling-v3', protocol: 'classic' },
    providerPriceUsd: PICTURE_UNIT,
  },
  {
    ...current,
    id: 'kolors-virtual-try-on-v1-5',
    name: 'Kolors try-on 1.5',
    summary: 'Puts a garment on the person of another photo.',
    makes: 'picture',
    tasks: ['wear'],
    creditsPerOutput: { '1K': 5 },
    aspectRatios: ['source'],
    minSourceAssets: 2,
    maxSourceAssets: 2,
    photoLimits: { ...PHOTO_LIMITS, maxRatio: null },
    durationsSec: [],
    acceptsImageSize: false,
    route: {
      path: '/v1/images/kolors-virtual-try-on',
      modelName: 'kolors-virtual-try-on-v1-5',
      protocol: 'classic',
    },
    // One unit of a pack of its own.
    providerPriceUsd: { by: 'units', usdPerUnit: 0.07 },
  },
  {
    ...current,
    id: 'kling-3.0-turbo',
    name: 'Kling 3 Turbo',
    summary: 'Short clips that begin with your picture: 3 to 15 seconds.',
    makes: 'video',
    tasks: ['motion'],
    creditsPerOutput: { '720p': 7, '1080p': 9 },
    aspectRatios: ['source'],
    minSourceAssets: 1,
    maxSourceAssets: 1,
    durationsSec: [5, 3, 4, 8, 10, 15],
    route: { path: '/image-to-video/kling-3.0-turbo', modelName: null, protocol: 'new' },
    providerPriceUsd: VIDEO_UNIT,
  },
  {
    ...current,
    id: 'kling-v2-6',
    name: 'Kling 2.6',
    summary: 'The thrifty one for clips: 5 or 10 seconds.',
    makes: 'video',
    tasks: ['motion'],
    creditsPerOutput: { '720p': 3, '1080p': 5 },
    aspectRatios: ['source'],
    minSourceAssets: 1,
    maxSourceAssets: 1,
    durationsSec: [5, 10],
    route: { path: '/v1/videos/image2video', modelName: 'kling-v2-6', protocol: 'classic' },
    providerPriceUsd: VIDEO_UNIT,
  },
]
