import { ERROR_TABLE, type ErrorCode } from '@studio/core/kernel'
import type { DocumentedOperation } from '../document.ts'
import type { Operation } from '../operations.ts'
import { exampleRequest, exampleResponse } from './examples.ts'
import { refusalsOf } from './refusals.ts'
import type { Json } from './tidy-schemas.ts'

/** Adds to an operation what the door adds to all of them: scope, parameters, headers, refusals, examples. */
export function completeOperation(
  documented: DocumentedOperation,
  operation: Operation,
): DocumentedOperation {
  const { scope } = operation.rules
  const needs = scope ? `Needs the scope \`${scope}\`.` : 'Every token may do this.'
  return {
    ...documented,
    description: [documented.description, needs].filter(Boolean).join(' '),
    // Scopes in a security requirement are for OAuth alone, as Spectral reads the specification.
    security: [{ token: [] }],
    'x-scopes': scope ? [scope] : [],
    parameters: [...(documented.parameters ?? []).map(describeParameter), ...sharedParameters(operation)],
    ...(documented.requestBody && { requestBody: completeBody(documented.requestBody, operation.id) }),
    responses: {
      ...successResponses(documented.responses, operation),
      ...refusalResponses(operation),
    },
  }
}

function sharedParameters({ method }: Operation): Json[] {
  if (method === 'POST') return [{ $ref: '#/components/parameters/IdempotencyKey' }]
  return method === 'GET' ? [{ $ref: '#/components/parameters/IfNoneMatch' }] : []
}

/** What the schema says of a parameter is what there is to say of it. */
function describeParameter(parameter: Json): Json {
  const { description, ...schema } = parameter.schema as Json
  const words = parameter.description ?? description ?? (parameter.in === 'path' ? 'Its id.' : '')
  return { ...parameter, description: words, schema }
}

function completeBody(body: Json, id: string): Json {
  const example = exampleRequest(id)
  const content = Object.entries(body.content as Record<string, { schema: Json }>).map(
    ([type, { schema }]) => {
      const { idempotencyKey: _, ...properties } = schema.properties as Json
      const isExampled = example !== undefined && type === 'application/json'
      return [type, { schema: { ...schema, properties }, ...(isExampled && { example }) }]
    },
  )
  return { ...body, content: Object.fromEntries(content) }
}

/** trpc-to-openapi writes every success as 200; here is what it is. */
function successResponses(
  responses: Record<string, Json>,
  { id, method, rules }: Operation,
): Record<string, Json> {
  const { status, movesCredits } = rules
  const headers = headerRefs([
    'X-Request-Id',
    'RateLimit',
    'RateLimit-Policy',
    ...(movesCredits ? ['X-Credits-Available', ...(status === 204 ? [] : ['X-Credits-Charged'])] : []),
    ...(status === 302 ? ['Location'] : method === 'GET' ? ['ETag'] : []),
  ])
  const successes = Object.entries(responses).map(([code, response]) => {
    const generated = response.content as Record<string, { schema: Json }> | undefined
    const isGeneric = response.description === 'Successful response'
    const media = generated?.['application/json']
    const content = status !== 204 && media && { ...media, example: exampleResponse(id) }
    return [
      isGeneric ? String(status) : code,
      {
        description: isGeneric ? DESCRIPTIONS[status] : response.description,
        headers,
        ...(content && { content: { 'application/json': content } }),
      },
    ]
  })
  const unchanged = { 304: { description: 'Still the same as you have it.', headers } }
  return { ...Object.fromEntries(successes), ...(method === 'GET' && status === 200 && unchanged) }
}

const DESCRIPTIONS: Record<number, string> = {
  200: 'Done.',
  201: 'Made.',
  202: 'Begun; poll it until it has ended.',
  204: 'Gone.',
}

/** One answer for each status, with an example for each code that has it. */
function refusalResponses(operation: Operation): Record<string, Json> {
  const byStatus = Map.groupBy(refusalsOf(operation), (code) => ERROR_TABLE[code].status)
  const responses = [...byStatus].map(([status, codes]) => [status, refusalResponse(status, codes)])
  const other = { $ref: '#/components/responses/Problem' }
  return { ...Object.fromEntries(responses), default: other }
}

function refusalResponse(status: number, codes: ErrorCode[]): Json {
  const isCounted = status !== 401
  return {
    description: codes.map((code) => `${ERROR_TABLE[code].title} (\`${code}\`).`).join(' '),
    headers: headerRefs([
      'X-Request-Id',
      ...(isCounted ? ['RateLimit', 'RateLimit-Policy'] : ['WWW-Authenticate']),
      ...(status === 429 || status === 409 ? ['Retry-After'] : []),
    ]),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  }
}

function headerRefs(names: string[]): Json {
  return Object.fromEntries(
    names.map((name) => [name, { $ref: `#/components/headers/${name.replaceAll('-', '')}` }]),
  )
}
