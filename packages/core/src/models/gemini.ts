import { ASPECT_RATIOS, COMMON_RATIOS } from './ratios.ts'
import type { Model } from './registry.ts'

/** What all of them are. */
const picture = {
  makes: 'picture',
  tasks: ['scene', 'edit'],
  minSourceAssets: 0,
  durationsSec: [],
  maxPromptCharacters: null,
  photoLimits: null,
  route: null,
} as const satisfies Partial<Model>

/**
 * Google's picture models. Sizes, ratios, limits, prices and shutdown dates as published or reported up to
 * 2026-11-22 (ai.google.dev, models and pricing pages; some figures third-hand, hence data and not code).
 */
export const gemini: readonly Model[] = [
  {
    id: 'gemini-nano-banana-2.1',
    provider: 'gemini',
    name: 'Nano Banana 2.1',
    summary: 'The all-rounder: quick, keeps products recognisable, up to 4K.',
    ...picture,
    creditsPerOutput: { '1K': 2, '2K': 3, '4K': 6 },
    aspectRatios: ASPECT_RATIOS,
    maxSourceAssets: 10,
    acceptsImageSize: true,
    providerPriceUsd: { by: 'tokens', inputPerMillion: 1.5, textPerMillion: 7.5, imagePerMillion: 30 },
    retiresOn: null,
    replacementId: null,
  },
  {
    id: 'gemini-3-pro-image',
    provider: 'gemini',
    name: 'Nano Banana Pro',
    summary: 'The careful one: best with lettering and fine detail, slower and dearer.',
    ...picture,
    creditsPerOutput: { '1K': 6, '2K': 6, '4K': 10 },
    aspectRatios: [...COMMON_RATIOS, 'source'],
    maxSourceAssets: 14,
    acceptsImageSize: true,
    providerPriceUsd: { by: 'tokens', inputPerMillion: 2, textPerMillion: 12, imagePerMillion: 120 },
    retiresOn: null,
    replacementId: null,
  },
  {
    id: 'gemini-3.1-flash-lite-image',
    provider: 'gemini',
    name: 'Nano Banana 2 Lite',
    summary: 'The light one: 1K only, for many simple pictures.',
    ...picture,
    creditsPerOutput: { '1K': 1 },
    aspectRatios: [...COMMON_RATIOS, 'source'],
    maxSourceAssets: 14,
    acceptsImageSize: false,
    providerPriceUsd: { by: 'tokens', inputPerMillion: 0.25, textPerMillion: 1.5, imagePerMillion: 30 },
    retiresOn: null,
    replacementId: null,
  },
  {
    id: 'gemini-3.1-flash-image',
    provider: 'gemini',
    name: 'Nano Banana 2',
    summary: 'Succeeded by Nano Banana 2.1.',
    ...picture,
    creditsPerOutput: { '1K': 3, '2K': 4, '4K': 6 },
    aspectRatios: ASPECT_RATIOS,
    maxSourceAssets: 14,
    acceptsImageSize: true,
    providerPriceUsd: { by: 'tokens', inputPerMillion: 0.5, textPerMillion: 3, imagePerMillion: 60 },
    retiresOn: '2026-10-29',
    replacementId: 'gemini-nano-banana-2.1',
  },
  {
    id: 'gemini-2.5-flash-image',
    provider: 'gemini',
    name: 'Nano Banana',
    summary: 'Succeeded by Nano Banana 2.1.',
    ...picture,
    creditsPerOutput: { '1K': 2 },
    aspectRatios: [...COMMON_RATIOS, 'source'],
    maxSourceAssets: 3,
    acceptsImageSize: false,
    providerPriceUsd: { by: 'tokens', inputPerMillion: 0.3, textPerMillion: 2.5, imagePerMillion: 30 },
    retiresOn: '2026-10-02',
    replacementId: 'gemini-nano-banana-2.1',
  },
]
