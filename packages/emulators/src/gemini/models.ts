/** Pixel sizes at `1K` by ratio; `2K` is exactly twice and `4K` four times as large. */
const PIXELS_AT_1K: Readonly<Record<string, readonly [widthPx: number, heightPx: number]>> = {
  '1:1': [1024, 1024],
  '2:3': [848, 1264],
  '3:2': [1264, 848],
  '3:4': [896, 1200],
  '4:3': [1200, 896],
  '4:5': [928, 1152],
  '5:4': [1152, 928],
  '9:16': [768, 1376],
  '16:9': [1376, 768],
  '21:9': [1584, 672],
  '1:4': [512, 2048],
  '4:1': [2048, 512],
  '1:8': [384, 3072],
  '8:1': [3072, 384],
}

const SCALE: Readonly<Record<string, number>> = { '1K': 1, '2K': 2, '4K': 4 }

const TEN_RATIOS = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9']
const FOURTEEN_RATIOS = [...TEN_RATIOS, '1:4', '4:1', '1:8', '8:1']

/** What the service knows about one picture model. */
export type ModelFacts = {
  id: string
  displayName: string
  ratios: readonly string[]
  /** Sizes that a request may name; none means that naming any is refused. */
  sizes: readonly string[]
  mime: 'image/png' | 'image/jpeg'
  /** Output tokens of one picture, by size. */
  pictureTokens: Readonly<Record<string, number>>
  hasThinkingLevels: boolean
  /** How many pictures a request may bring. */
  maxPictures: number
  /** Whether a picture of its own must come back with the signature it was given out with. */
  needsSignatures: boolean
}

/** What the service knows about one model that answers in words. */
export type TextModelFacts = { id: string; displayName: string }

const GEMINI_3 = { maxPictures: 14, needsSignatures: true } as const

/**
 * The picture models the service still answers for, as reported on 2026-11-22. The previews,
 * `gemini-2.5-flash-image` and `gemini-3.1-flash-image` have been shut down, so they are not here: 404.
 */
export const MODELS: readonly ModelFacts[] = [
  {
    id: 'gemini-nano-banana-2.1',
    displayName: 'Nano Banana 2.1',
    ratios: FOURTEEN_RATIOS,
    sizes: ['1K', '2K', '4K'],
    ...GEMINI_3,
    mime: 'image/jpeg',
    pictureTokens: { '1K': 1120, '2K': 1680, '4K': 3780 },
    hasThinkingLevels: true,
  },
  {
    id: 'gemini-3-pro-image',
    displayName: 'Nano Banana Pro',
    ratios: TEN_RATIOS,
    sizes: ['1K', '2K', '4K'],
    ...GEMINI_3,
    mime: 'image/png',
    pictureTokens: { '1K': 1120, '2K': 1120, '4K': 2000 },
    hasThinkingLevels: false,
  },
  {
    id: 'gemini-3.1-flash-lite-image',
    displayName: 'Nano Banana 2 Lite',
    ratios: TEN_RATIOS,
    sizes: [],
    ...GEMINI_3,
    mime: 'image/png',
    pictureTokens: { '1K': 1120 },
    hasThinkingLevels: true,
  },
]

/** The models that answer in words, as reported on 2026-11-22; they see pictures, and make none. */
export const TEXT_MODELS: readonly TextModelFacts[] = [
  { id: 'gemini-3.8-flash', displayName: 'Gemini 3.8 Flash' },
  { id: 'gemini-3.5-flash-lite', displayName: 'Gemini 3.5 Flash-Lite' },
  { id: 'gemini-flash-latest', displayName: 'Gemini Flash Latest' },
]

/** Finds a picture model that is still served. */
export function findModel(id: string): ModelFacts | undefined {
  return MODELS.find((model) => model.id === id)
}

/** Finds a model that answers in words. */
export function findTextModel(id: string): TextModelFacts | undefined {
  return TEXT_MODELS.find((model) => model.id === id)
}

/** The pixels of a picture of this ratio and size. */
export function pixelsOf(ratio: string, size: string): { widthPx: number; heightPx: number } {
  const [widthPx, heightPx] = PIXELS_AT_1K[ratio] ?? [1024, 1024]
  const scale = SCALE[size] ?? 1
  return { widthPx: widthPx * scale, heightPx: heightPx * scale }
}

/** The model's ratio closest to a picture of this shape: what it follows when the request names none. */
export function closestRatio(model: ModelFacts, widthPx: number, heightPx: number): string {
  const distance = (ratio: string) => {
    const pixels = pixelsOf(ratio, '1K')
    return Math.abs(Math.log(widthPx / heightPx) - Math.log(pixels.widthPx / pixels.heightPx))
  }
  return model.ratios.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best), '1:1')
}

/** A model as `GET /models/{model}` shows it. */
export function showModel(model: ModelFacts | TextModelFacts) {
  return {
    name: `models/${model.id}`,
    version: '001',
    displayName: model.displayName,
    inputTokenLimit: 131_072,
    outputTokenLimit: 32_768,
    supportedGenerationMethods: ['generateContent', 'countTokens'],
    temperature: 1,
    topP: 0.95,
    topK: 64,
  }
}
