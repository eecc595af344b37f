import express, { type RequestHandler } from 'express'
import { describeApi } from './document.ts'
import type { Operation } from './operations.ts'

/** The document of the API, for programs and for people. Anybody may read it. */
export function referenceRoutes(operations: readonly Operation[]): RequestHandler {
  const routes = express.Router()
  const document = describeApi(operations)
  const json = JSON.stringify(document)
  routes.get('/openapi.json', (_req, res) => {
    res.setHeader('Cache-Control', 'public, max-age=300')
    res.type('application/json').send(json)
  })
  return routes
}
