import { gemini } from './gemini.ts'
import type { AspectRatio } from './ratios.ts'
import { sample } from './sample.ts'

/** Output sizes by the name models use: about 1024, 2048 and 4096 pixels for a square. */
export const IMAGE_SIZES = ['1K', '2K', '4K'] as const

/** An output size by the name models use. */
export type ImageSize = (typeof IMAGE_SIZES)[number]

/** Who runs a model. */
export type Provider = 'gemini' | 'sample'

/** The name a person knows a provider by. */
export const PROVIDER_NAMES: Record<Provider, string> = { gemini: 'Gemini', sample: 'The sample model' }

/** What one million tokens and one picture cost us, in US dollars; recorded for the books, never charged. */
export type ProviderPrice = { inputPerMillion: number; textPerMillion: number; imagePerMillion: number }

/** One AI model of one provider: all the product knows about it, as data. */
export type Model = {
  id: string
  provider: Provider
  name: string
  summary: string
  /** Credits for one output, by size; a size that is missing is not offered. */
  creditsPerOutput: Partial<Record<ImageSize, number>>
  aspectRatios: readonly AspectRatio[]
  maxSourceAssets: number
  /** Whether the request may name a size; some models answer 400 when it does. */
  acceptsImageSize: boolean
  providerPriceUsd: ProviderPrice
  /** First day (ISO) on which the provider no longer serves it, if announced. */
  retiresOn: string | null
  /** The model to use instead once retired. */
  replacementId: string | null
}

/**
 * The version of the price list. Raise it with every change of a price; a quote keeps the version and the
 * credits it was made with.
 */
export const PRICE_LIST_VERSION = '2026-11-22'

/** All models, current and retired: an old recipe must always find its model. */
export const MODELS: readonly Model[] = [...gemini, sample]

/** The model used when nobody chooses one. */
export const DEFAULT_MODEL_ID = 'gemini-nano-banana-2.1'

/** Finds a model by id, retired or not. */
export function findModel(id: string): Model | undefined {
  return MODELS.find((model) => model.id === id)
}

/** Whether the provider still serves the model at `now`. */
export function isServed(model: Model, now: Date): boolean {
  return model.retiresOn === null || now.toISOString().slice(0, 10) < model.retiresOn
}
