import { DomainError, ERROR_TABLE, type ErrorCode } from '@studio/core/kernel'
import { toProblem } from '../../http/problem.ts'
import type { Operation } from '../operations.ts'
import { refusalsOf } from './refusals.ts'
import type { Json } from './tidy-schemas.ts'

/** The schema of a problem document. */
export const problemSchema: Json = {
  type: 'object',
  description: 'What went wrong (RFC 9457).',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string', description: 'Where this code is explained.' },
    title: { type: 'string', description: 'The code in words; always the same.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    code: { type: 'string', description: 'What programs go by. Codes are added, never renamed.' },
    detail: {
      type: 'string',
      description: 'What happened this time and what to do, in a sentence for people.',
    },
    requestId: { type: 'string', description: 'As in X-Request-Id; name it when you ask for help.' },
    errors: {
      type: 'array',
      description: 'The fields that were not accepted.',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
}

/** Every refusal looks like this. */
export const problemResponse: Json = {
  description: 'Any other refusal.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** Parameters that several operations take. */
export const parameterObjects: Record<string, Json> = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Makes the request take effect once, however often it is sent: 1 to 255 visible ASCII characters.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    example: '0f8fad5b-d9cb-469f-a165-70867728950e',
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'The `ETag` of an earlier answer: 304 without a body when it is still the same.',
    schema: { type: 'string' },
    example: 'W/"1f2-Qy0aV5wZ1vG1x3"',
  },
}

const text = (description: string, example: string): Json => ({
  description,
  schema: { type: 'string' },
  example,
})
const count = (description: string, example: number): Json => ({
  description,
  schema: { type: 'integer' },
  example,
})

/** Headers of answers. */
export const headerObjects: Record<string, Json> = {
  XRequestId: text('The id of this call.', 'req_6f1c0a54-6c3e-4a53-9f6e-0b6f0d4b2f11'),
  RateLimitPolicy: text('How many calls (q) in how many seconds (w).', '"account";q=300;w=60'),
  RateLimit: text(
    'How many calls are left (r), and in how many seconds all are there again (t).',
    '"account";r=299;t=60',
  ),
  RetryAfter: count('In how many seconds to try again.', 12),
  ETag: text('Names this state of the answer.', 'W/"1f2-Qy0aV5wZ1vG1x3"'),
  Location: text('A signed address that works for 15 minutes.', '/files/accounts/…/preview.webp?signature=…'),
  WWWAuthenticate: text('How to send a token.', 'Bearer realm="studio"'),
  XCreditsCharged: count('Credits that this generation has been charged so far.', 0),
  XCreditsAvailable: count('Credits that are left to spend.', 118),
}

/** An example of every refusal that some operation documents. */
export function problemExamples(operations: readonly Operation[]): Record<string, Json> {
  const codes = new Set(operations.flatMap(refusalsOf))
  return Object.fromEntries([...codes].sort().map((code) => [code, { value: exampleOf(code) }]))
}

function exampleOf(code: ErrorCode): unknown {
  const details =
    code === 'invalid_input' ? { fields: [{ path: 'count', message: 'count should be at most 8.' }] } : {}
  const error = new DomainError(code, `${ERROR_TABLE[code].title}.`, details)
  return toProblem(error, 'req_6f1c0a54-6c3e-4a53-9f6e-0b6f0d4b2f11')
}
