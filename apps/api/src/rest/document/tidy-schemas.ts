/** A part of a document. */
export type Json = { [name: string]: unknown }

/**
 * Takes out of the generated schemas what says nothing to a reader: the bounds of whole numbers in JavaScript, the
 * pattern of a date that is also named by its format, and that an answer will never have another field: it may.
 */
export function tidySchemas(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidySchemas)
  if (value === null || typeof value !== 'object') return value
  const part = value as Json
  return Object.fromEntries(
    Object.entries(part)
      .filter(([name, each]) => !isNoise(part, name, each))
      .map(([name, each]) => [name, tidySchemas(each)]),
  )
}

function isNoise(part: Json, name: string, value: unknown): boolean {
  if (name === 'minimum') return value === Number.MIN_SAFE_INTEGER
  if (name === 'maximum') return value === Number.MAX_SAFE_INTEGER
  if (name === 'pattern') return part.format === 'date-time'
  return name === 'additionalProperties' && value === false
}
