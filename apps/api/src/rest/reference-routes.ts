import { readFileSync } from 'node:fs'
import express, { type RequestHandler, type Response } from 'express'
import { describeApi } from './document.ts'
import type { Operation } from './operations.ts'
import { referencePage } from './reference/reference-page.ts'

/** The document of the API, for programs and for people. Anybody may read it; all of it is made once. */
export function referenceRoutes(operations: readonly Operation[], publicUrl: string): RequestHandler {
  const document = describeApi(operations)
  const texts = {
    '/openapi.json': ['application/json', JSON.stringify(document)],
    '/docs': ['text/html', referencePage(document, publicUrl)],
    '/docs.css': ['text/css', readFileSync(new URL('./reference/reference.css', import.meta.url), 'utf8')],
  } as const
  const routes = express.Router()
  for (const [path, [type, text]] of Object.entries(texts))
    routes.get(path, (_req, res: Response) => {
      res.setHeader('Cache-Control', 'public, max-age=300')
      res.type(type).send(text)
    })
  return routes
}
