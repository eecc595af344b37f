import { COMMON_RATIOS } from './ratios.ts'
import type { Model } from './registry.ts'

/** The id of the model that test tokens work on. */
export const SAMPLE_MODEL_ID = 'sample'

/** The built-in model: it marks the source photo as a sample, asks nobody and costs nothing. Only test tokens use it. */
export const sample: Model = {
  id: SAMPLE_MODEL_ID,
  provider: 'sample',
  name: 'Sample',
  summary: 'For test tokens: your photo, marked as a sample. Nothing leaves the studio; it costs nothing.',
  creditsPerOutput: { '1K': 0 },
  aspectRatios: COMMON_RATIOS,
  maxSourceAssets: 14,
  acceptsImageSize: false,
  providerPriceUsd: { inputPerMillion: 0, textPerMillion: 0, imagePerMillion: 0 },
  retiresOn: null,
  replacementId: null,
}
