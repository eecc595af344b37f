import type { Json } from '../document/tidy-schemas.ts'
import { type Html, html, phrase } from './html.ts'

/** The fields of an object as rows: name, type, what it says. */
export function fieldRows(schema: Json, isRequest = false): Html {
  const required = (schema.required ?? []) as string[]
  const rows = Object.entries((schema.properties ?? {}) as Record<string, Json>).map(([name, field]) =>
    fieldRow(name, field, isRequest && required.includes(name)),
  )
  return html`<table><thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows}</tbody></table>`
}

/** One field or parameter as a row. */
export function fieldRow(name: string, schema: Json, isRequired: boolean): Html {
  const fallback = schema.default
  const words = [
    String(schema.description ?? ''),
    fallback !== undefined && `Without it: \`${JSON.stringify(fallback)}\`.`,
  ]
  return html`<tr><th scope="row"><code>${name}</code>${isRequired && html` <em>required</em>`}</th>
<td>${typeOf(schema)}</td><td>${phrase(words.filter(Boolean).join(' '))}</td></tr>`
}

/** A type in a few words, with a link to what is described elsewhere. */
export function typeOf(schema: Json): Html {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return html`<a href="#schema-${name}">${name}</a>`
  }
  const choices = (schema.anyOf ?? schema.oneOf ?? schema.allOf) as Json[] | undefined
  if (choices) return join(choices.map(typeOf))
  if (Array.isArray(schema.enum)) return join(schema.enum.map((value) => html`<code>${String(value)}</code>`))
  if (schema.type === 'array') return html`list of ${typeOf((schema.items ?? {}) as Json)}`
  const types = [schema.type ?? 'anything'].flat() as string[]
  return html`${types.join(' or ')}${bounds(schema)}`
}

function join(parts: Html[]): Html {
  return html`${parts.map((part, at) => (at === 0 ? part : html` or ${part}`))}`
}

function bounds({ minimum, maximum, maxLength, format }: Json): string {
  if (minimum !== undefined && maximum !== undefined) return `, ${minimum} to ${maximum}`
  if (minimum !== undefined) return `, ${minimum} or more`
  if (maxLength !== undefined) return `, at most ${maxLength} characters`
  return format ? `, ${String(format)}` : ''
}
