import { GENERATE_FIELDS, readMessage } from './known-fields.ts'
import type { TextModelFacts } from './models.ts'
import { readContents, type SentPicture } from './read-contents.ts'
import { checkCommonConfig, checkModalities } from './read-order.ts'
import { invalidArgument } from './service-error.ts'

/** A JSON Schema, as far as it is looked into. */
export type Schema = {
  type?: string
  enum?: readonly unknown[]
  items?: Schema
  properties?: Record<string, Schema>
  minimum?: number
  maximum?: number
  maxItems?: number
}

/** What a valid request for words asks. */
export type Question = {
  model: TextModelFacts
  prompt: string
  pictures: SentPicture[]
  /** What the answer must look like; null for plain words. */
  schema: Schema | null
  promptTokens: { text: number; image: number }
}

/** What `responseJsonSchema` takes (its documentation in @google/genai 3.1.0). */
const KEYWORDS = new Set(
  (
    '$id $defs $ref $anchor type format title description enum items prefixItems minItems maxItems minimum ' +
    'maximum anyOf oneOf properties additionalProperties required propertyOrdering'
  ).split(' '),
)
const TOKENS_PER_PICTURE = 1064

type Message = Record<string, unknown>

/**
 * Reads a `generateContent` request for words and refuses what the service refuses.
 *
 * @throws ServiceError 400 with the service's own words
 */
export async function readQuestion(json: unknown, model: TextModelFacts): Promise<Question> {
  const body = readMessage(json, GENERATE_FIELDS)
  const config = (body.generationConfig ?? {}) as Message
  const contents = await readContents(body.contents, { maxPictures: 3000, needsSignatures: false })
  checkCommonConfig(config)
  checkModalities(config.responseModalities, ['TEXT'])
  if (config.imageConfig) throw invalidArgument('Image config is not supported for this model.')
  const { prompt } = contents.last
  return {
    model,
    prompt,
    pictures: contents.last.pictures,
    schema: readSchema(config),
    promptTokens: {
      text: Math.ceil((contents.textLength + JSON.stringify(body.systemInstruction ?? '').length) / 4),
      image: contents.pictureCount * TOKENS_PER_PICTURE,
    },
  }
}

function readSchema({ responseMimeType, responseJsonSchema, responseSchema }: Message): Schema | null {
  if (!responseJsonSchema) return null
  if (responseSchema)
    throw invalidArgument('Only one of response_schema and response_json_schema can be set.')
  if (responseMimeType !== 'application/json') {
    throw invalidArgument('A response schema needs the response mime type application/json.')
  }
  checkKeywords(responseJsonSchema)
  return responseJsonSchema as Schema
}

function checkKeywords(schema: unknown): void {
  if (typeof schema !== 'object' || schema === null) return
  for (const [keyword, value] of Object.entries(schema)) {
    if (!KEYWORDS.has(keyword))
      throw invalidArgument(`Unsupported keyword in response_json_schema: "${keyword}".`)
    if (keyword === 'properties') Object.values(value as object).forEach(checkKeywords)
    else if (Array.isArray(value)) value.forEach(checkKeywords)
    else checkKeywords(value)
  }
}
