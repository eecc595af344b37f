import { ERROR_TABLE } from '@studio/core/kernel'
import { WEBHOOK_EVENTS } from '@studio/core/webhooks'
import type { Json } from '../document/tidy-schemas.ts'
import type { ApiDocument, DocumentedOperation } from '../document.ts'
import { fieldRow, fieldRows, typeOf } from './describe-schema.ts'
import { type Html, html, phrase, prose } from './html.ts'

const API_PATH = '/api/v1'

type Entry = { method: string; path: string; operation: DocumentedOperation }
type Media = { schema: Json; example?: unknown }

/** The document for people: one page without scripts, made once. `publicUrl` is where people reach this studio. */
export function referencePage(document: ApiDocument, publicUrl: string): string {
  const { title, description } = document.info as { title: string; description: string }
  const tags = document.tags as { name: string; description: string }[]
  const entries = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(
      ([method, operation]): Entry => ({ method: method.toUpperCase(), path, operation }),
    ),
  )
  const groups = tags.map((tag) => ({
    ...tag,
    entries: entries.filter(({ operation }) => (operation.tags as string[]).includes(tag.name)),
  }))
  const schemas = Object.entries(document.components.schemas ?? {})
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title}</title>
<link rel="stylesheet" href="/api/v1/docs.css"></head>
<body><a class="skip" href="#main">Skip to the text</a>
<nav aria-label="Contents"><a class="home" href="/">Studio Pro</a>
${groups.map(({ name, entries }) => html`<h2>${name}</h2><ul>${entries.map(linkTo)}</ul>`)}
<h2>more</h2><ul><li><a href="#events">Events</a></li><li><a href="#schemas">Schemas</a></li><li><a href="#problems">Problems</a></li>
<li><a href="/api/v1/openapi.json">openapi.json</a></li></ul></nav>
<main id="main"><h1>${title}</h1>${prose(description)}
${groups.map(
  ({ name, description, entries }) =>
    html`<section aria-labelledby="tag-${name}"><h2 id="tag-${name}">${name}</h2>${prose(description)}
${entries.map((entry) => operationSection(entry, document, publicUrl))}</section>`,
)}
<section aria-labelledby="events"><h2 id="events">Events</h2>${eventTable()}</section>
<section aria-labelledby="schemas"><h2 id="schemas">Schemas</h2>
${schemas.map(([name, schema]) => html`<h3 id="schema-${name}">${name}</h3>${fieldRows(schema)}`)}</section>
<section aria-labelledby="problems"><h2 id="problems">Problems</h2>${problemTable()}</section>
</main></body></html>`
  return page.html
}

function linkTo({ method, path, operation }: Entry): Html {
  return html`<li><a href="#${operation.operationId}" title="${method} ${path}">${String(operation.summary)}</a></li>`
}

function operationSection(
  { method, path, operation }: Entry,
  document: ApiDocument,
  publicUrl: string,
): Html {
  const body = operation.requestBody as { content: Record<string, Media> } | undefined
  const bodies = Object.entries(body?.content ?? {})
  const parameters = (operation.parameters ?? []).map((each) => resolve(each, document))
  return html`<article aria-labelledby="${operation.operationId}">
<h3 id="${operation.operationId}"><a href="#${operation.operationId}">${String(operation.summary)}</a></h3>
<p class="route"><span class="method ${method.toLowerCase()}">${method}</span> <code>${API_PATH}${path}</code></p>
${prose(String(operation.description))}
${
  parameters.length > 0 &&
  html`<h4>Parameters</h4><table><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${parameters.map((each) => parameterRow(each))}</tbody></table>`
}
${bodies.map(([type, { schema }]) => html`<h4>Body <small>${type}</small></h4>${fieldRows(schema, true)}`)}
<h4>Try it</h4>${(bodies.length > 0 ? bodies : [[]]).map(
    ([type, media]) =>
      html`<pre tabindex="0"><code>${curlOf(method, publicUrl + API_PATH + path, type, media)}</code></pre>`,
  )}
<h4>Answers</h4>${answers(operation)}</article>`
}

function parameterRow(parameter: Json): Html {
  const { name, required, description } = parameter
  return fieldRow(String(name), { ...(parameter.schema as Json), description }, required === true)
}

function resolve(part: Json, document: ApiDocument): Json {
  const [, , group = '', name = ''] = String(part.$ref ?? '').split('/')
  return document.components[group]?.[name] ?? part
}

function answers({ responses }: DocumentedOperation): Html {
  const known = Object.entries(responses).filter(([status]) => status !== 'default')
  return html`<dl>${known.map(([status, response]) => answer(status, response))}</dl>`
}

function answer(status: string, { description, content }: Json): Html {
  const media = (content as Record<string, Media> | undefined)?.['application/json']
  return html`<dt>${status}</dt><dd>${phrase(String(description))}
${
  media &&
  html` <span class="type">${typeOf(media.schema)}</span>
<details><summary>Example</summary><pre tabindex="0"><code>${JSON.stringify(media.example, null, 2)}</code></pre></details>`
}</dd>`
}

function curlOf(method: string, url: string, type: string | undefined, media: Media | undefined): string {
  const isForm = type === 'multipart/form-data'
  // What curl does by itself: GET, and POST where there is a body.
  const isUsual = method === (media ? 'POST' : 'GET')
  const lines = [
    `curl ${isUsual ? '' : `-X ${method} `}${url}`,
    '-H "Authorization: Bearer $TOKEN"',
    ...(method === 'POST' ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(isForm ? ['-F file=@mug.jpg'] : []),
    ...(media && !isForm
      ? ['-H "Content-Type: application/json"', `-d '${JSON.stringify(media.example ?? {})}'`]
      : []),
  ]
  return lines.join(' \\\n  ')
}

/** What a webhook endpoint can ask for, and what it is sent: `{type, timestamp, data}`. */
function eventTable(): Html {
  const rows = Object.entries(WEBHOOK_EVENTS).map(
    ([type, { when, data }]) =>
      html`<tr><th scope="row"><code>${type}</code></th><td>${when}</td><td>${data.map((name) => html`<code>${name}</code> `)}</td></tr>`,
  )
  return html`<p>The body is <code>{"type", "timestamp", "data"}</code>; the headers <code>webhook-id</code>, <code>webhook-timestamp</code> and <code>webhook-signature</code> go with it.</p>
<table><thead><tr><th scope="col">Type</th><th scope="col">When</th><th scope="col">Fields of data</th></tr></thead>
<tbody>${rows}</tbody></table>`
}

/** Every code there is: `type` of a problem document leads here. */
function problemTable(): Html {
  const rows = Object.entries(ERROR_TABLE).map(
    ([code, { status, title }]) =>
      html`<tr id="problem-${code}"><th scope="row"><code>${code}</code></th><td>${status}</td><td>${title}</td></tr>`,
  )
  return html`<table><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows}</tbody></table>`
}
