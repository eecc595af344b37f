import { readFileSync } from 'node:fs'
import type { RequestHandler } from 'express'
import { describeApi } from './document.ts'
import type { Operation } from './operations.ts'
import { referencePage } from './reference/reference-page.ts'

/** The document of the API, for programs and for people. Anybody may read it; all of it is made once. */
export function referenceRoutes(operations: readonly Operation[], publicUrl: string): RequestHandler {
  const document = describeApi(operations)
  const css = readFileSync(new URL('./reference/reference.css', import.meta.url), 'utf8')
  const texts = new Map([
    ['/openapi.json', { type: 'application/json', text: JSON.stringify(document) }],
    ['/docs', { type: 'text/html', text: referencePage(document, publicUrl) }],
    ['/docs.css', { type: 'text/css', text: css }],
  ])
  return (req, res, next) => {
    const found = texts.get(req.path.replace(/\/$/, ''))
    if (!found || (req.method !== 'GET' && req.method !== 'HEAD')) return next()
    res.setHeader('Cache-Control', 'public, max-age=300')
    res.type(found.type).send(found.text)
  }
}
