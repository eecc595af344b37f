import type { Id } from '../kernel/index.ts'
import { type AspectRatio, creditsFor, type ImageSize, type Model, type Registry } from '../models/index.ts'
import type { Shot, ShotOptions, SourceRole } from '../shots/index.ts'
import { refuseIncomplete, refuseUnable, requireServedModel } from './refuse-work.ts'
import type { QuoteView, Work } from './schema.ts'
import { settleOptions, settleRatio, settleRoles, settleSize } from './settle-choices.ts'

/** How long a quote may be used after it was made. */
export const QUOTE_VALID_MINUTES = 30

/** A piece of work with every choice settled: nothing is left for later code to default. */
export type SettledWork = {
  shot: Shot | null
  words: string
  model: Model
  /** The version of the registry, and so of the prices, that it was settled with. */
  registryVersion: string
  sourceAssetIds: Work['sourceAssetIds']
  /** What each source is there for, in their order. */
  sourceRoles: readonly SourceRole[]
  refinesOutputId: Id<'output'> | null
  count: number
  aspectRatio: AspectRatio
  imageSize: ImageSize
  options: ShotOptions
  creditsPerOutput: number
  credits: number
}

/** What work is settled with: the shot it names and the model that shall make it, both already found. */
export type WorkContext = { registry: Registry; shot: Shot | null; modelId: string }

/**
 * Settles and prices a piece of work from the registries alone.
 * @throws DomainError `invalid_input`, `model_retired`, `option_not_supported`; nothing is charged
 */
export function priceWork(work: Work, { registry, shot, modelId }: WorkContext, now: Date): SettledWork {
  const model = requireServedModel(registry, modelId, now)
  const sourceRoles = settleRoles(work, shot)
  const options = settleOptions(work, shot, model)
  refuseIncomplete({ work, shot, roles: sourceRoles, options })
  refuseUnable(model, work, shot)
  const imageSize = settleSize(work, shot, model)
  const creditsPerOutput = creditsFor(model, imageSize, options.durationSec ?? null) ?? 0
  return {
    shot,
    words: work.prompt ?? '',
    model,
    registryVersion: registry.version,
    aspectRatio: settleRatio(work, shot, model),
    imageSize,
    options,
    creditsPerOutput,
    sourceAssetIds: work.sourceAssetIds,
    sourceRoles,
    refinesOutputId: work.refinesOutputId ?? null,
    count: work.count,
    credits: creditsPerOutput * work.count,
  }
}

/** The lines of a quote, whose sum is its price. */
export function quoteItems(work: SettledWork): QuoteView['items'] {
  const what = work.shot?.name ?? (work.refinesOutputId ? 'A change in your own words' : 'Your own words')
  const length = work.model.makes === 'video' ? ` · ${work.options.durationSec} s` : ''
  const label = `${what} · ${work.model.name} · ${work.imageSize}${length} · ${work.aspectRatio}`
  return [{ label, count: work.count, creditsEach: work.creditsPerOutput, credits: work.credits }]
}

/** When a quote made at `now` stops being valid. */
export function quoteExpiry(now: Date): Date {
  return new Date(now.getTime() + QUOTE_VALID_MINUTES * 60_000)
}
