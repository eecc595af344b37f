import type { Schema } from '../read-question.ts'
import type { Seen } from './look-at.ts'

/**
 * Fills a schema in with what was seen, by the names of its fields; what has no known name gets the least that its
 * type allows. `prompt` may list what can be suggested, one `- id: words` a line.
 */
export function fillSchema(schema: Schema, seen: Seen, prompt: string): unknown {
  return fillField('', schema, seen, prompt)
}

function fillField(name: string, schema: Schema, seen: Seen, prompt: string): unknown {
  if (schema.properties) {
    return Object.fromEntries(
      Object.entries(schema.properties).map(([field, below]) => [
        field,
        fillField(field, below, seen, prompt),
      ]),
    )
  }
  if (/^suggest/i.test(name) && schema.items) return suggest(schema, seen, prompt)
  if (Object.hasOwn(seen, name)) return fit(seen[name as keyof Seen], schema)
  return leastOf(schema)
}

/** Keeps of what was seen only what the schema has a place for. */
function fit(value: unknown, schema: Schema): unknown {
  if (schema.enum) return schema.enum.includes(value) ? value : schema.enum.at(-1)
  if (Array.isArray(value)) {
    const { items = {}, maxItems = value.length } = schema
    return value
      .filter((item) => isFitting(item, items))
      .slice(0, maxItems)
      .map((item) => fit(item, items))
  }
  if (typeof value !== 'object' || value === null) return value
  const { properties = {} } = schema
  return Object.fromEntries(
    Object.entries(properties).map(([field, below]) => [field, fit((value as never)[field], below)]),
  )
}

/** An item whose code is none of the asked ones has no place. */
function isFitting(item: unknown, { properties, enum: values }: Schema): boolean {
  if (values) return values.includes(item)
  return Object.entries(properties ?? {}).every(
    ([field, below]) => !below.enum || below.enum.includes((item as never)[field]),
  )
}

function suggest(
  { items, maxItems = 8 }: Schema,
  { category, productCount }: Seen,
  prompt: string,
): unknown[] {
  if (productCount === 0) return []
  const lines = prompt.split('\n').flatMap((line) => {
    const [, id = '', words = ''] = /^- ([\w-]+): (.*)$/.exec(line) ?? []
    const asked = /For: (.*?)\.?$/.exec(words)?.[1]?.split(', ')
    return id && (!asked || asked.includes(category)) ? [{ id, isMeant: asked !== undefined }] : []
  })
  const ids = lines.sort((a, b) => Number(b.isMeant) - Number(a.isMeant)).map(({ id }) => id)
  return ids.filter((id) => !items?.enum || items.enum.includes(id)).slice(0, Math.min(5, maxItems))
}

function leastOf({ type, enum: values, minimum = 0 }: Schema): unknown {
  if (values) return values[0]
  if (type === 'array') return []
  if (type === 'integer' || type === 'number') return minimum
  return type === 'boolean' ? false : ''
}
