import sharp from 'sharp'
import { GENERATE_FIELDS, readMessage } from './known-fields.ts'
import { closestRatio, type ModelFacts, pixelsOf } from './models.ts'
import { invalidArgument, invalidPayload, unreadablePhoto } from './service-error.ts'

/** What a valid request asks for. */
export type Order = {
  model: ModelFacts
  prompt: string
  sources: { bytes: Buffer; mime: string }[]
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

const SOURCE_MIMES = ['image/png', 'image/jpeg', 'image/webp', 'image/heic', 'image/heif']
const MAX_SOURCES = 14
const TOKENS_PER_SOURCE = 1120

type Message = Record<string, unknown>

/**
 * Reads a `generateContent` request and refuses what the service refuses.
 *
 * @throws ServiceError 400 with the service's own words
 */
export async function readOrder(json: unknown, model: ModelFacts): Promise<Order> {
  const body = readMessage(json, GENERATE_FIELDS)
  const config = (body.generationConfig ?? {}) as Message
  const { text, sources } = await readContents(body.contents)
  const size = readConfig(config, model)
  const image = (config.imageConfig ?? {}) as Message
  const ratio = typeof image.aspectRatio === 'string' ? image.aspectRatio : await followSource(model, sources)
  const modalities = (config.responseModalities ?? ['TEXT', 'IMAGE']) as string[]
  return {
    model,
    prompt: text,
    sources,
    ...pixelsOf(ratio, size),
    size,
    seed: typeof config.seed === 'number' ? config.seed : 0,
    promptTokens: { text: Math.ceil(text.length / 4), image: sources.length * TOKENS_PER_SOURCE },
    wantsText: modalities.includes('TEXT'),
    wantsPicture: modalities.includes('IMAGE'),
    wantsThoughts: (config.thinkingConfig as Message | undefined)?.includeThoughts === true,
    isContinued: typeof body.continuationToken === 'string',
  }
}

async function readContents(contents: unknown): Promise<Pick<Order, 'sources'> & { text: string }> {
  const turns = (Array.isArray(contents) ? contents : contents ? [contents] : []) as Message[]
  if (turns.length === 0)
    throw invalidArgument('* GenerateContentRequest.contents: contents is not specified\n')
  const texts: string[] = []
  const sources: Order['sources'] = []
  for (const [turn, content] of turns.entries()) {
    if (content.role !== undefined && content.role !== 'user' && content.role !== 'model') {
      throw invalidArgument('Please use a valid role: user, model.')
    }
    const parts = (content.parts ?? []) as Message[]
    if (parts.length === 0) {
      throw invalidArgument(
        `* GenerateContentRequest.contents[${turn}].parts: contents.parts must not be empty.\n`,
      )
    }
    for (const [index, part] of parts.entries()) {
      if (typeof part.text === 'string') texts.push(part.text)
      if (part.inlineData)
        sources.push(readSource(part.inlineData as Message, `contents[${turn}].parts[${index}]`))
    }
  }
  if (sources.length > MAX_SOURCES) {
    throw invalidArgument(`Too many images: ${sources.length}. At most ${MAX_SOURCES} images are supported.`)
  }
  for (const source of sources) await measure(source)
  return { text: texts.join('\n'), sources }
}

function readSource(data: Message, place: string): Order['sources'][number] {
  const text = data.data
  if (typeof text !== 'string' || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) {
    throw invalidPayload(
      `${place}.inline_data.data`,
      `Invalid value at '${place}.inline_data.data' (TYPE_BYTES), Base64 decoding failed`,
    )
  }
  const mime = data.mimeType
  if (typeof mime !== 'string' || !SOURCE_MIMES.includes(mime)) {
    throw invalidArgument(`Unsupported MIME type: ${String(mime ?? '')}`)
  }
  return { bytes: Buffer.from(text, 'base64'), mime }
}

async function measure(source: Order['sources'][number]): Promise<{ width: number; height: number }> {
  try {
    return await sharp(source.bytes).metadata()
  } catch {
    throw unreadablePhoto()
  }
}

async function followSource(model: ModelFacts, sources: Order['sources']): Promise<string> {
  const [first] = sources
  if (!first) return '1:1'
  const { width, height } = await measure(first)
  return closestRatio(model, width, height)
}

/** Checks the generation options and returns the size of the picture. */
function readConfig(config: Message, model: ModelFacts): string {
  const { seed, candidateCount, responseModalities, thinkingConfig } = config
  if (seed !== undefined && !(Number.isInteger(seed) && seed === (Number(seed) | 0))) {
    const description = `Invalid value at 'generation_config.seed' (TYPE_INT32), ${JSON.stringify(seed)}`
    throw invalidPayload('generation_config.seed', description)
  }
  if (typeof candidateCount === 'number' && candidateCount > 1) {
    throw invalidArgument('Multiple candidates is not enabled for this model')
  }
  if (config.responseMimeType === 'application/json' || config.responseSchema || config.responseJsonSchema) {
    throw invalidArgument('JSON mode is not enabled for this model')
  }
  checkModalities(responseModalities)
  if ((thinkingConfig as Message | undefined)?.thinkingLevel !== undefined && !model.hasThinkingLevels) {
    throw invalidArgument('Thinking level is not supported for this model.')
  }
  return readImageConfig((config.imageConfig ?? {}) as Message, model)
}

function checkModalities(modalities: unknown): void {
  if (modalities === undefined) return
  const known = ['TEXT', 'IMAGE']
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
