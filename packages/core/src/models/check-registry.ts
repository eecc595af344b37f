import { z } from 'zod'
import { LOCAL_STUDIO_ID, SAMPLE_MODEL_ID } from './local.ts'
import { DEFAULT_MODEL_ID, type ImageSize, type Model, PROVIDER_NAMES, type Provider } from './registry.ts'
import { aspectRatioSchema, imageSizeSchema, taskSchema } from './schema.ts'

/** Far above every price that makes sense: it keeps a slip of the finger out of the ledger. */
const MAX_CREDITS = 10_000
/** What the product itself names, whatever else is offered. */
const NEEDED_IDS = [DEFAULT_MODEL_ID, LOCAL_STUDIO_ID, SAMPLE_MODEL_ID]
const SIZES_OF: Record<Model['makes'], readonly ImageSize[]> = {
  picture: ['1K', '2K', '4K'],
  video: ['720p', '1080p'],
}

const usd = z.number().nonnegative().max(MAX_CREDITS)
const day = z.iso.date('Expected a day, such as 2026-10-29.')
const photos = z.number().int().min(0).max(100)
const modelId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, 'An id is made of small letters, digits, dots and hyphens.')

const modelSchema: z.ZodType<Model> = z
  .strictObject({
    id: modelId,
    provider: z.enum(Object.keys(PROVIDER_NAMES) as Provider[]),
    name: z.string().trim().min(1).max(80),
    summary: z.string().trim().min(1).max(300),
    makes: z.enum(['picture', 'video']),
    tasks: z.array(taskSchema).min(1, 'Say at least one thing that can be asked of it.'),
    creditsPerOutput: z.partialRecord(
      imageSizeSchema,
      z
        .number()
        .int('A price is a whole number of credits.')
        .min(0, 'A price is 0 or more.')
        .max(MAX_CREDITS),
    ),
    aspectRatios: z.array(aspectRatioSchema).min(1, 'Say at least one ratio.'),
    minSourceAssets: photos,
    maxSourceAssets: photos,
    // Registries of before this and maxPromptCharacters were known do not say them.
    photoLimits: z
      .strictObject({
        minSidePx: z.number().int().positive().max(100_000),
        maxRatio: z.number().min(1).max(100).nullable(),
      })
      .nullable()
      .default(null),
    durationsSec: z.array(z.number().int().positive().max(600)),
    maxPromptCharacters: z.number().int().positive().nullable().default(null),
    acceptsImageSize: z.boolean(),
    route: z
      .strictObject({
        path: z.string().startsWith('/'),
        modelName: z.string().min(1).nullable(),
        protocol: z.enum(['classic', 'new']),
      })
      .nullable(),
    providerPriceUsd: z.discriminatedUnion('by', [
      z.strictObject({
        by: z.literal('tokens'),
        inputPerMillion: usd,
        textPerMillion: usd,
        imagePerMillion: usd,
      }),
      z.strictObject({ by: z.literal('units'), usdPerUnit: usd }),
      z.strictObject({ by: z.literal('nothing') }),
    ]),
    retiresOn: day.nullable(),
    replacementId: modelId.nullable(),
  })
  .superRefine((model, context) => {
    for (const [field, message] of contradictionsOf(model))
      context.addIssue({ code: 'custom', path: [field], message })
  })

/**
 * The models of a registry that somebody wrote by hand: each whole in itself, and all of them fitting together.
 * Nothing unknown is let through: a misspelt field would else be a price that nobody notices.
 */
export const registryModelsSchema = z
  .array(modelSchema)
  .max(500)
  .superRefine((models, context) => {
    for (const [index, model] of models.entries()) {
      if (models.findIndex(({ id }) => id === model.id) !== index)
        context.addIssue({ code: 'custom', path: [index, 'id'], message: 'Another model has this id.' })
      const problem = problemOfReplacement(model, models)
      if (problem) context.addIssue({ code: 'custom', path: [index, 'replacementId'], message: problem })
    }
    for (const id of NEEDED_IDS.filter((needed) => !models.some((model) => model.id === needed)))
      context.addIssue({ code: 'custom', path: [], message: `The model "${id}" is missing; it must stay.` })
  })

/** Each thing about one model that contradicts another, by the field to mend. */
function contradictionsOf(model: Model): [keyof Model, string][] {
  const sizes = Object.keys(model.creditsPerOutput) as ImageSize[]
  const prices = Object.values(model.creditsPerOutput)
  const isVideo = model.makes === 'video'
  const isLocal = model.provider === 'local'
  const rules: [boolean, keyof Model, string][] = [
    [sizes.length > 0, 'creditsPerOutput', 'Give a price for at least one size.'],
    [
      sizes.every((size) => SIZES_OF[model.makes].includes(size)),
      'creditsPerOutput',
      `The sizes of a ${model.makes} are ${SIZES_OF[model.makes].join(', ')}.`,
    ],
    [
      sizes.length < 2 || model.acceptsImageSize,
      'creditsPerOutput',
      'Give one size alone, or let requests name it (acceptsImageSize).',
    ],
    [
      !isLocal || prices.every((credits) => credits === 0),
      'creditsPerOutput',
      'What runs here costs nothing.',
    ],
    [
      !isLocal || model.id === LOCAL_STUDIO_ID || model.id === SAMPLE_MODEL_ID,
      'provider',
      'What runs here is part of the product; a file cannot add to it.',
    ],
    [!isLocal || model.retiresOn === null, 'retiresOn', 'What runs here does not retire.'],
    [
      isVideo === model.durationsSec.length > 0,
      'durationsSec',
      'A video has lengths to choose from; a picture has none.',
    ],
    [
      isVideo === model.tasks.includes('motion'),
      'tasks',
      'What makes videos is asked for "motion", and nothing else is.',
    ],
    [
      (model.provider === 'kling') === (model.route !== null),
      'route',
      'Kling’s models have a route, and no others.',
    ],
    [
      model.minSourceAssets <= model.maxSourceAssets,
      'minSourceAssets',
      'The fewest photos are more than the most.',
    ],
    [isUnique(model.tasks), 'tasks', 'Something is listed twice.'],
    [isUnique(model.aspectRatios), 'aspectRatios', 'Something is listed twice.'],
    [isUnique(model.durationsSec), 'durationsSec', 'Something is listed twice.'],
    [
      model.id !== DEFAULT_MODEL_ID || model.retiresOn === null || model.replacementId !== null,
      'replacementId',
      'The usual model needs a replacement before it retires.',
    ],
  ]
  return rules.flatMap(([holds, field, message]) => (holds ? [] : [[field, message]]))
}

/** A replacement is what people are told to use instead: it must be there, and stay. */
function problemOfReplacement(model: Model, models: readonly Model[]): string | null {
  if (model.replacementId === null) return null
  if (model.retiresOn === null) return 'A model that does not retire needs no replacement.'
  const replacement = models.find(({ id }) => id === model.replacementId)
  if (!replacement) return `There is no model called "${model.replacementId}".`
  if (replacement.retiresOn !== null) return `"${replacement.id}" retires itself. Name one that stays.`
  return replacement.makes === model.makes ? null : `"${replacement.id}" makes no ${model.makes}s.`
}

function isUnique(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length
}
