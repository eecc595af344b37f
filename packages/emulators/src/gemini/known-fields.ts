import { invalidPayload } from './service-error.ts'

/** The fields a message may have: `value` for a leaf or free-form content, otherwise the fields below it. */
type Fields = { [field: string]: Fields | 'value' }

const PART: Fields = {
  text: 'value',
  thought: 'value',
  thoughtSignature: 'value',
  inlineData: { mimeType: 'value', data: 'value' },
  fileData: { mimeType: 'value', fileUri: 'value' },
  mediaResolution: { level: 'value' },
}

const CONTENT: Fields = { role: 'value', parts: PART }

const GENERATION_CONFIG: Fields = {
  temperature: 'value',
  topP: 'value',
  topK: 'value',
  candidateCount: 'value',
  maxOutputTokens: 'value',
  stopSequences: 'value',
  presencePenalty: 'value',
  frequencyPenalty: 'value',
  seed: 'value',
  responseMimeType: 'value',
  responseSchema: 'value',
  responseJsonSchema: 'value',
  responseModalities: 'value',
  mediaResolution: 'value',
  thinkingConfig: { thinkingLevel: 'value', thinkingBudget: 'value', includeThoughts: 'value' },
  imageConfig: { aspectRatio: 'value', imageSize: 'value' },
}

/** Fields of a `generateContent` request. */
export const GENERATE_FIELDS: Fields = {
  model: 'value',
  contents: CONTENT,
  systemInstruction: CONTENT,
  generationConfig: GENERATION_CONFIG,
  safetySettings: { category: 'value', threshold: 'value' },
  tools: 'value',
  toolConfig: 'value',
  cachedContent: 'value',
  serviceTier: 'value',
  labels: 'value',
  continuationToken: 'value',
}

/** Fields of a `countTokens` request. */
export const COUNT_FIELDS: Fields = { contents: CONTENT, generateContentRequest: GENERATE_FIELDS }

/**
 * Reads a JSON message as the service does: snake_case means the same as camelCase, and a field that it
 * does not know is refused by name.
 *
 * @throws ServiceError 400 for an unknown field or for a value where a message belongs
 */
export function readMessage(json: unknown, fields: Fields, place = ''): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw invalidPayload(place, `Invalid value at '${place}', a message was expected.`)
  }
  const message: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(json)) {
    const field = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    const known = Object.hasOwn(fields, field) ? fields[field] : undefined
    if (known === undefined) {
      const where = place === '' ? '' : ` at '${place}'`
      throw invalidPayload(
        place,
        `Invalid JSON payload received. Unknown name "${name}"${where}: Cannot find field.`,
      )
    }
    const below = place === '' ? toSnake(field) : `${place}.${toSnake(field)}`
    message[field] = known === 'value' || value === null ? value : readBelow(value, known, below)
  }
  return message
}

function readBelow(value: unknown, fields: Fields, place: string): unknown {
  if (!Array.isArray(value)) return readMessage(value, fields, place)
  return value.map((item, index) => readMessage(item, fields, `${place}[${index}]`))
}

function toSnake(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
