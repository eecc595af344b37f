import { generateOpenApiDocument } from 'trpc-to-openapi'
import { appRouter } from '../trpc/router.ts'
import { completeOperation } from './document/complete-operation.ts'
import {
  headerObjects,
  parameterObjects,
  problemExamples,
  problemResponse,
  problemSchema,
} from './document/components.ts'
import { filePaths } from './document/file-paths.ts'
import { INTRODUCTION, TAGS } from './document/introduction.ts'
import { type Json, tidySchemas } from './document/tidy-schemas.ts'
import { describeWebhooks } from './document/webhooks.ts'
import type { Operation } from './operations.ts'

/** A document of OpenAPI 3.1, as JSON. */
export type ApiDocument = Json & {
  paths: Record<string, Record<string, DocumentedOperation>>
  components: Record<string, Record<string, Json>>
}

/** What the document says of one operation. */
export type DocumentedOperation = Json & {
  operationId: string
  responses: Record<string, Json>
  parameters?: Json[]
  requestBody?: Json
}

/**
 * Writes the API down as OpenAPI 3.1: paths and schemas from the procedures by trpc-to-openapi, and what all
 * operations share (scopes, refusals, headers, examples) from the same rules that the door goes by.
 */
export function describeApi(operations: readonly Operation[]): ApiDocument {
  const document = generateOpenApiDocument(appRouter, {
    title: 'Studio Pro API',
    version: '1.0.0',
    description: INTRODUCTION,
    openApiVersion: '3.1.0',
    // Relative, so that it is right under whatever name the studio is reached.
    baseUrl: '/api/v1',
    contact: { name: 'The operator of this installation' },
    license: { name: 'Terms of the operator', identifier: 'LicenseRef-operator' },
    securitySchemes: {
      token: {
        type: 'http',
        scheme: 'bearer',
        description: 'A Personal Access Token from Settings › Tokens: `Authorization: Bearer sp_live_…`.',
      },
    },
    paths: filePaths,
  }) as unknown as ApiDocument
  document.webhooks = describeWebhooks()
  document.tags = Object.entries(TAGS).map(([name, description]) => ({ name, description }))
  for (const operation of operations) {
    const item = document.paths[operation.path]
    const method = operation.method.toLowerCase()
    const documented = item?.[method]
    if (!item || !documented) throw new Error(`${operation.id} is not in the document`)
    item[method] = completeOperation(documented, operation)
  }
  document.components = {
    ...document.components,
    schemas: { ...document.components.schemas, Problem: problemSchema },
    parameters: parameterObjects,
    headers: headerObjects,
    responses: { Problem: problemResponse },
    examples: problemExamples(operations),
  }
  return tidySchemas(document) as ApiDocument
}
