import { GENERATE_FIELDS, readMessage } from './known-fields.ts'
import { closestRatio, type ModelFacts, pixelsOf } from './models.ts'
import { type Contents, measure, readContents, type SentPicture } from './read-contents.ts'
import { invalidArgument, invalidPayload } from './service-error.ts'

/** What a valid request for a picture asks for. */
export type Order = {
  model: ModelFacts
  prompt: string
  sources: SentPicture[]
  /** The picture to change: the model's own of the turn before, or one that was sent as such. */
  base: SentPicture | null
  widthPx: number
  heightPx: number
  size: string
  seed: number
  promptTokens: { text: number; image: number }
  wantsText: boolean
  wantsPicture: boolean
  wantsThoughts: boolean
  /** Whether the request carries on an answer that stopped at a continuation. */
  isContinued: boolean
}

/** Input tokens of one picture. */
export const TOKENS_PER_PICTURE = 1120

type Message = Record<string, unknown>

/**
 * Reads a `generateContent` request for a picture and refuses what the service refuses.
 *
 * @throws ServiceError 400 with the service's own words
 */
export async function readOrder(json: unknown, model: ModelFacts): Promise<Order> {
  const body = readMessage(json, GENERATE_FIELDS)
  const config = (body.generationConfig ?? {}) as Message
  const contents = await readContents(body.contents, model)
  const size = readConfig(config, model)
  const image = (config.imageConfig ?? {}) as Message
  const { prompt, pictures } = contents.last
  const base = findBase(contents)
  const ratio =
    typeof image.aspectRatio === 'string'
      ? image.aspectRatio
      : await followPicture(model, base ?? pictures[0] ?? null)
  const modalities = (config.responseModalities ?? ['TEXT', 'IMAGE']) as string[]
  return {
    model,
    prompt,
    // What a later turn does not repeat still counts.
    sources: contents.turns.flatMap((turn) => (turn.role === 'user' ? turn.pictures : [])),
    base,
    ...pixelsOf(ratio, size),
    size,
    seed: typeof config.seed === 'number' ? config.seed : 0,
    promptTokens: {
      text: Math.ceil(contents.textLength / 4),
      image: contents.pictureCount * TOKENS_PER_PICTURE,
    },
    wantsText: modalities.includes('TEXT'),
    wantsPicture: modalities.includes('IMAGE'),
    wantsThoughts: (config.thinkingConfig as Message | undefined)?.includeThoughts === true,
    isContinued: typeof body.continuationToken === 'string',
  }
}

function findBase({ turns, last }: Contents): SentPicture | null {
  const made = turns.findLast(({ role, pictures }) => role === 'model' && pictures.length > 0)
  return last.pictures.find(({ label }) => /change|edit/i.test(label)) ?? made?.pictures.at(-1) ?? null
}

async function followPicture(model: ModelFacts, picture: SentPicture | null): Promise<string> {
  if (!picture) return '1:1'
  const { width, height } = await measure(picture)
  return closestRatio(model, width, height)
}

/** Checks the generation options and returns the size of the picture. */
function readConfig(config: Message, model: ModelFacts): string {
  checkCommonConfig(config)
  const { responseModalities, thinkingConfig } = config
  if (config.responseMimeType === 'application/json' || config.responseSchema || config.responseJsonSchema) {
    throw invalidArgument('JSON mode is not enabled for this model')
  }
  checkModalities(responseModalities, ['TEXT', 'IMAGE'])
  if ((thinkingConfig as Message | undefined)?.thinkingLevel !== undefined && !model.hasThinkingLevels) {
    throw invalidArgument('Thinking level is not supported for this model.')
  }
  return readImageConfig((config.imageConfig ?? {}) as Message, model)
}

/** Checks what every model checks. @throws ServiceError 400 */
export function checkCommonConfig({ seed, candidateCount }: Message): void {
  if (seed !== undefined && !(Number.isInteger(seed) && seed === (Number(seed) | 0))) {
    const description = `Invalid value at 'generation_config.seed' (TYPE_INT32), ${JSON.stringify(seed)}`
    throw invalidPayload('generation_config.seed', description)
  }
  if (typeof candidateCount === 'number' && candidateCount > 1) {
    throw invalidArgument('Multiple candidates is not enabled for this model')
  }
}

/** Checks what kinds of answer are asked for. @throws ServiceError 400 */
export function checkModalities(modalities: unknown, known: readonly string[]): void {
  if (modalities === undefined) return
  if (!Array.isArray(modalities) || !modalities.every((modality) => known.includes(modality))) {
    const named = Array.isArray(modalities) ? modalities.join(', ') : String(modalities)
    throw invalidArgument(
      `The requested combination of response modalities (${named}) is not supported by the model.`,
    )
  }
}

function readImageConfig({ aspectRatio, imageSize }: Message, model: ModelFacts): string {
  if (aspectRatio !== undefined && !model.ratios.includes(String(aspectRatio))) {
    throw invalidArgument(
      `aspect_ratio must be one of ${model.ratios.map((ratio) => `'${ratio}'`).join(', ')}.`,
    )
  }
  if (imageSize === undefined) return '1K'
  if (model.sizes.length === 0) throw invalidArgument('Image size is not supported for this model.')
  if (!model.sizes.includes(String(imageSize))) {
    throw invalidArgument(
      `Invalid image size: ${String(imageSize)}. Must be one of: ${model.sizes.join(', ')}.`,
    )
  }
  return String(imageSize)
}
