import { type StartGeneration, startGenerationInput } from '@studio/core/generations'
import { newId } from '@studio/core/kernel'
import {
  ASPECT_RATIOS,
  BUILT_IN_REGISTRY,
  DEFAULT_MODEL_ID,
  findModel,
  IMAGE_SIZES,
} from '@studio/core/models'
import { MAX_OUTPUTS, MAX_PROMPT_CHARACTERS, priceWork } from '@studio/core/quotes'
import { findShot, SHOTS } from '@studio/core/shots'
import { Failure } from '../failure.ts'

/** What `studio shoot` was told about the work, as it was typed. */
export type WorkOptions = {
  shot?: string
  prompt?: string
  model?: string
  count: string
  ratio?: string
  size?: string
  maxCredits?: string
}

/** For each field of the work: the option that sets it, and what the option takes. */
const OPTIONS: Record<string, { name: keyof WorkOptions; flag: string; takes: string }> = {
  shotId: { name: 'shot', flag: '--shot', takes: oneOf(SHOTS.map(({ id }) => id)) },
  prompt: { name: 'prompt', flag: '--prompt', takes: `at most ${MAX_PROMPT_CHARACTERS} characters` },
  modelId: { name: 'model', flag: '--model', takes: oneOf(BUILT_IN_REGISTRY.models.map(({ id }) => id)) },
  count: { name: 'count', flag: '--count', takes: `a whole number from 1 to ${MAX_OUTPUTS}` },
  aspectRatio: { name: 'ratio', flag: '--ratio', takes: oneOf(ASPECT_RATIOS) },
  imageSize: { name: 'size', flag: '--size', takes: oneOf(IMAGE_SIZES) },
  maxCredits: { name: 'maxCredits', flag: '--max-credits', takes: 'a whole number from 1 on' },
}

/**
 * Checks everything about the work that can be known before anything is started or uploaded: the options,
 * what the model can do, the number of photos, and the price against the ceiling.
 * @throws Failure that names the option; DomainError as `priceWork`
 */
export function readWork(photoCount: number, options: WorkOptions, now: Date): StartGeneration {
  const read = startGenerationInput.safeParse({
    shotId: options.shot,
    prompt: options.prompt,
    modelId: options.model,
    count: toNumber(options.count),
    aspectRatio: options.ratio,
    imageSize: options.size,
    maxCredits: options.maxCredits === undefined ? undefined : toNumber(options.maxCredits),
  })
  const wrong = new Set(read.error?.issues.map(({ path }) => String(path[0])))
  if (options.shot !== undefined && !findShot(options.shot)) wrong.add('shotId')
  if (options.model !== undefined && !findModel(BUILT_IN_REGISTRY, options.model)) wrong.add('modelId')
  if (!read.success || wrong.size > 0) {
    throw new Failure([...wrong].map((field) => explainOption(field, options)).join('\n'))
  }
  const work = read.data
  if (!work.shotId && !work.prompt) {
    throw new Failure(
      'Say what to make: --shot with the id of a shot, --prompt with your own words, or both.',
    )
  }
  const sourceAssetIds = Array.from({ length: photoCount }, () => newId('asset', now))
  const shot = findShot(work.shotId ?? '') ?? null
  const modelId = work.modelId ?? shot?.defaultModelId ?? DEFAULT_MODEL_ID
  const { credits } = priceWork(
    { ...work, sourceAssetIds },
    { registry: BUILT_IN_REGISTRY, shot, modelId },
    now,
  )
  if (work.maxCredits !== undefined && credits > work.maxCredits) {
    throw new Failure(
      `This costs ${credits} credits, more than --max-credits ${work.maxCredits} allows. Nothing was charged.`,
    )
  }
  return work
}

function explainOption(field: string, options: WorkOptions): string {
  const option = OPTIONS[field]
  if (!option) return `The ${field} cannot be used.`
  const given = options[option.name] ?? ''
  const shown = given.length > 40 ? `${given.slice(0, 40)}…` : given
  return `${option.flag} takes ${option.takes}; it cannot be "${shown}".`
}

/** Only digits make a number: neither nothing nor "1e1" does. */
function toNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN
}

function oneOf(values: readonly string[]): string {
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
}
