import { gemini } from './gemini.ts'
import { kling } from './kling.ts'
import { local } from './local.ts'
import type { AspectRatio } from './ratios.ts'

/**
 * Output sizes by the names models use. Pictures: about 1024, 2048 and 4096 pixels for a square. Videos: the
 * shorter side in pixels.
 */
export const IMAGE_SIZES = ['1K', '2K', '4K', '720p', '1080p'] as const

/** An output size by the name models use. */
export type ImageSize = (typeof IMAGE_SIZES)[number]

/** Who runs a model. `local` is this installation itself. */
export type Provider = 'gemini' | 'kling' | 'local'

/** The name a person knows a provider by, as it stands at the beginning of a sentence. */
export const PROVIDER_NAMES: Record<Provider, string> = {
  gemini: 'Gemini',
  kling: 'Kling',
  local: 'The local studio',
}

/**
 * What can be asked of a model. `scene`: photograph the product in a scene that words describe. `edit`: change a
 * given picture by words. `studio`: the scenes of the local studio, with the product's own pixels. `wear`: put a
 * garment on the person of another photo. `motion`: a video that begins with the picture.
 */
export const TASKS = ['scene', 'edit', 'studio', 'wear', 'motion'] as const

/** What can be asked of a model. */
export type Task = (typeof TASKS)[number]

/** What a model costs us, in US dollars; recorded for the books, never charged. */
export type ProviderPrice =
  | { by: 'tokens'; inputPerMillion: number; textPerMillion: number; imagePerMillion: number }
  | { by: 'units'; usdPerUnit: number }
  | { by: 'nothing' }

/** Where a provider with several protocols serves a model, and by which name. */
export type ModelRoute = { path: string; modelName: string | null; protocol: 'classic' | 'new' }

/**
 * What a model demands of each photo: how many pixels its shorter side must have, and how many times the longer side may
 * be the shorter one.
 */
export type PhotoLimits = { minSidePx: number; maxRatio: number | null }

/** One AI model of one provider: all the product knows about it, as data. */
export type Model = {
  id: string
  provider: Provider
  name: string
  summary: string
  makes: 'picture' | 'video'
  tasks: readonly Task[]
  /** Credits for one output, by size, of a video for each second; a size that is missing is not offered. */
  creditsPerOutput: Partial<Record<ImageSize, number>>
  aspectRatios: readonly AspectRatio[]
  /** The fewest and the most photos that it takes. */
  minSourceAssets: number
  maxSourceAssets: number
  /** What each of them must be like; null where nothing is known. */
  photoLimits: PhotoLimits | null
  /** How long its videos may be, in seconds; empty for pictures. The first is what nobody chose. */
  durationsSec: readonly number[]
  /** The longest prompt that it takes, in characters, all that the product adds included; null where none is known. */
  maxPromptCharacters: number | null
  /** Whether the request may name a size; some models answer 400 when it does. */
  acceptsImageSize: boolean
  route: ModelRoute | null
  providerPriceUsd: ProviderPrice
  /** First day (ISO) on which the provider no longer serves it, if announced. */
  retiresOn: string | null
  /** The model to use instead once retired. */
  replacementId: string | null
}

/**
 * All models at one time, current and retired: an old recipe must always find its model. `version` is the
 * version of the price list: it changes with every change, and a quote keeps the one it was made with.
 */
export type Registry = { version: string; models: readonly Model[] }

/** The registry that the product comes with. An operator may put another in its place. */
export const BUILT_IN_REGISTRY: Registry = {
  version: '2026-11-22.2',
  models: [...gemini, ...kling, ...local],
}

/** The model used when nobody chooses one and the shot prefers none. */
export const DEFAULT_MODEL_ID = 'gemini-nano-banana-2.1'

/** Finds a model by id, retired or not. */
export function findModel({ models }: Registry, id: string): Model | undefined {
  return models.find((model) => model.id === id)
}

/** Whether the provider still serves the model at `now`. */
export function isServed(model: Model, now: Date): boolean {
  return model.retiresOn === null || now.toISOString().slice(0, 10) < model.retiresOn
}

/** The model to go by where nobody chose one: the one that is meant, or its replacement once it is retired. */
export function currentModelId(registry: Registry, id: string, now: Date): string {
  const model = findModel(registry, id)
  return model && !isServed(model, now) ? (model.replacementId ?? id) : id
}

/** Whether a photo of this size, in pixels, is one that the model takes. */
export function fitsLimits(
  { widthPx, heightPx }: { widthPx: number; heightPx: number },
  { minSidePx, maxRatio }: PhotoLimits,
): boolean {
  const [short, long] = [Math.min(widthPx, heightPx), Math.max(widthPx, heightPx)]
  return short >= minSidePx && (maxRatio === null || long <= maxRatio * short)
}

/** Credits for one output of a size; a video costs by the second. Undefined where the size is not offered. */
export function creditsFor(
  model: Model,
  imageSize: ImageSize,
  durationSec: number | null,
): number | undefined {
  const credits = model.creditsPerOutput[imageSize]
  return credits === undefined || model.makes === 'picture' ? credits : credits * (durationSec ?? 0)
}
