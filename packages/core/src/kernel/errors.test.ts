import { describe, expect, it } from 'vitest'
import { DomainError, ERROR_TABLE, type ErrorCode, notFound } from './errors.ts'

/** The HTTP status that tRPC itself answers each of its words with (trpc.io, error handling). */
const TRPC_STATUS: Record<string, number> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  PAYMENT_REQUIRED: 402,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_SUPPORTED: 405,
  TIMEOUT: 408,
  CONFLICT: 409,
  PRECONDITION_FAILED: 412,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  UNPROCESSABLE_CONTENT: 422,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  BAD_GATEWAY: 502,
  SERVICE_UNAVAILABLE: 503,
}

const rows = Object.entries(ERROR_TABLE) as [ErrorCode, (typeof ERROR_TABLE)[ErrorCode]][]

describe('every error code', () => {
  it.each(rows)('%s has the same status at both doors', (_code, { status, trpc }) => {
    expect(TRPC_STATUS[trpc]).toBe(status)
  })

  it.each(rows)('%s has a title for people and a name for programs', (code, { title }) => {
    expect(title).toMatch(/^[A-Z].*[^.]$/)
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
  })
})

describe('a domain error', () => {
  it('carries its code, its sentence and its facts', () => {
    const error = new DomainError('rate_limited', 'Too many attempts.', { retryAfterSeconds: 60 })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({
      code: 'rate_limited',
      message: 'Too many attempts.',
      details: { retryAfterSeconds: 60 },
    })
  })

  it('says the same about what is missing and what is somebody else’s', () => {
    expect(notFound('quote')).toMatchObject({
      code: 'not_found',
      message: 'There is no such quote, or it was deleted.',
      details: {},
    })
  })
})
