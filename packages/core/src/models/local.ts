import { COMMON_RATIOS } from './ratios.ts'
import type { Model } from './registry.ts'

/** The id of the model that works on the product's own pixels, on this installation. */
export const LOCAL_STUDIO_ID = 'local-studio'

/** The id of the model that stands in, for test tokens, wherever the local studio cannot make a shot. */
export const SAMPLE_MODEL_ID = 'sample'

/** What both of them are: they speak to nobody and cost nothing. */
const free = {
  provider: 'local',
  makes: 'picture',
  durationsSec: [],
  maxPromptCharacters: null,
  photoLimits: null,
  route: null,
  providerPriceUsd: { by: 'nothing' },
  retiresOn: null,
  replacementId: null,
} as const satisfies Partial<Model>

/** What runs on this installation itself. */
export const local: readonly Model[] = [
  {
    ...free,
    id: LOCAL_STUDIO_ID,
    name: 'Local studio',
    summary:
      'Your product’s own pixels, cut out and placed on this installation. Nothing leaves it; it costs nothing.',
    tasks: ['studio'],
    creditsPerOutput: { '1K': 0, '2K': 0, '4K': 0 },
    aspectRatios: [...COMMON_RATIOS, 'source'],
    minSourceAssets: 1,
    maxSourceAssets: 6,
    acceptsImageSize: true,
  },
  {
    ...free,
    id: SAMPLE_MODEL_ID,
    name: 'Sample',
    summary: 'For test tokens: your photo, marked as a sample. Nothing leaves the studio; it costs nothing.',
    tasks: ['scene', 'edit', 'studio', 'wear'],
    creditsPerOutput: { '1K': 0 },
    aspectRatios: [...COMMON_RATIOS, 'source'],
    minSourceAssets: 0,
    maxSourceAssets: 14,
    acceptsImageSize: false,
  },
]
