import { FinishReason } from '@google/genai'
import { FAILURES, type FailureCode } from '@studio/core/generations'
import { describe, expect, it } from 'vitest'
import { classifyBreak, classifyServiceError, FINISH_REASONS } from './failure-table.ts'
import { describeServiceError, readServiceError } from './service-error.ts'

const NOW = new Date('2026-11-22T12:00:00Z')

type Refusal = { status?: string; message?: string; details?: object[] }

function classify(httpStatus: number, error: Refusal | string) {
  const json = typeof error === 'string' ? error : JSON.stringify({ error: { code: httpStatus, ...error } })
  return classifyServiceError(readServiceError(httpStatus, json, null, NOW))
}

const quota = (quotaId: string) => ({
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaMetric: 'generate_requests', quotaId }],
})
const retryInfo = (retryDelay: string) => ({
  '@type': 'type.googleapis.com/google.rpc.RetryInfo',
  retryDelay,
})
const errorInfo = (reason: string) => ({ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason })

describe('an answer without a picture', () => {
  it('has a meaning for every finish reason the SDK knows', () => {
    expect(Object.keys(FINISH_REASONS).sort()).toEqual(Object.values(FinishReason).sort())
  })

  it('is never tried more than once again, whatever the finish reason', () => {
    for (const code of Object.values(FINISH_REASONS))
      expect(['once', 'never']).toContain(FAILURES[code].retry)
  })
})

describe('an error answer means', () => {
  const perMinute = quota('GenerateRequestsPerMinutePerProjectPerModel-PaidTier1')
  const perDay = quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier')

  it.each<[FailureCode, string, number, Refusal | string]>([
    ['refused_request', 'a field that is wrong', 400, { status: 'INVALID_ARGUMENT' }],
    [
      'not_configured',
      'a key that is wrong',
      400,
      { status: 'INVALID_ARGUMENT', details: [errorInfo('API_KEY_INVALID')] },
    ],
    [
      'not_configured',
      'a key that has expired',
      400,
      { status: 'INVALID_ARGUMENT', details: [errorInfo('API_KEY_EXPIRED')] },
    ],
    ['not_configured', 'a country not served', 400, { status: 'FAILED_PRECONDITION' }],
    ['not_configured', 'no credentials', 401, { status: 'UNAUTHENTICATED' }],
    ['not_configured', 'a key that is blocked', 403, { status: 'PERMISSION_DENIED' }],
    ['model_gone', 'a model shut down', 404, { status: 'NOT_FOUND' }],
    [
      'unreachable',
      'a page not found, of somebody else',
      404,
      '{"error":{"message":"<html>","code":404,"status":"Not Found"}}',
    ],
    ['timed_out', 'a slow request', 408, {}],
    ['overloaded', 'a conflict', 409, { status: 'ABORTED' }],
    ['refused_request', 'a body that is too large', 413, 'Payload Too Large'],
    [
      'rate_limited',
      'too many a minute',
      429,
      { status: 'RESOURCE_EXHAUSTED', details: [perMinute, retryInfo('31s')] },
    ],
    [
      'rate_limited',
      'too many, with no details',
      429,
      { status: 'RESOURCE_EXHAUSTED', message: 'Resource has been exhausted (e.g. check quota).' },
    ],
    [
      'quota_exhausted',
      'too many a day, although a wait is named',
      429,
      { status: 'RESOURCE_EXHAUSTED', details: [perDay, retryInfo('12s')] },
    ],
    [
      'quota_exhausted',
      'a day and a minute at once',
      429,
      { status: 'RESOURCE_EXHAUSTED', details: [perMinute, perDay] },
    ],
    [
      'quota_exhausted',
      'no credits left',
      429,
      { status: 'RESOURCE_EXHAUSTED', message: 'Your prepayment credits are depleted.' },
    ],
    [
      'quota_exhausted',
      'a spending cap',
      429,
      { status: 'RESOURCE_EXHAUSTED', message: 'Your project has exceeded its monthly spending cap.' },
    ],
    ['refused_request', 'an unknown refusal', 418, {}],
    ['unreachable', 'a client that left', 499, { status: 'CANCELLED' }],
    ['overloaded', 'an internal error', 500, { status: 'INTERNAL' }],
    ['refused_request', 'something not implemented', 501, { status: 'UNIMPLEMENTED' }],
    ['unreachable', 'a proxy', 502, '{"error":{"message":"<html>","code":502,"status":"Bad Gateway"}}'],
    ['overloaded', 'an overloaded model', 503, { status: 'UNAVAILABLE' }],
    ['timed_out', 'a deadline over there', 504, { status: 'DEADLINE_EXCEEDED' }],
    ['unreachable', 'an unknown trouble over there', 522, ''],
  ])('%s for %s', (code, _, httpStatus, error) => {
    expect(classify(httpStatus, error)).toBe(code)
  })
})

describe('a call that broke means', () => {
  const withCause = (message: string, code: string) =>
    new TypeError(message, { cause: Object.assign(new Error('line'), { code }) })

  it.each<[FailureCode, string, unknown, number | undefined]>([
    ['unreachable', 'a refused connection', withCause('fetch failed', 'ECONNREFUSED'), undefined],
    ['unreachable', 'a reset', withCause('fetch failed', 'UND_ERR_SOCKET'), undefined],
    ['unreachable', 'a name not found', withCause('fetch failed', 'ENOTFOUND'), undefined],
    ['unreachable', 'a body cut off', withCause('terminated', 'UND_ERR_SOCKET'), 200],
    ['timed_out', 'headers that never came', withCause('fetch failed', 'UND_ERR_HEADERS_TIMEOUT'), undefined],
    [
      'timed_out',
      'our own time limit',
      new DOMException('This operation was aborted', 'AbortError'),
      undefined,
    ],
    ['unreachable', 'a body that is no JSON', new SyntaxError('Unexpected token'), 200],
    ['overloaded', 'an error whose body is no JSON', new SyntaxError('Unexpected token'), 503],
    ['internal', 'a defect of ours', new TypeError('x is not a function'), undefined],
    ['internal', 'anything else', 'a string', undefined],
  ])('%s for %s', (code, _, error, httpStatus) => {
    expect(classifyBreak(error, httpStatus)).toBe(code)
  })
})

describe('the wait the service asks for', () => {
  const wait = (details: object[], header: string | null) =>
    readServiceError(429, JSON.stringify({ error: { details } }), header, NOW).retryAfterMs

  it.each<[string, object[], string | null, number | undefined]>([
    ['in whole seconds', [retryInfo('31s')], null, 31_000],
    ['in fractions of a second, rounded up', [retryInfo('18.5004s')], null, 18_501],
    ['in the details, before the header', [retryInfo('2s')], '60', 2000],
    ['in the header, in seconds', [], '60', 60_000],
    ['in the header, as a date', [], 'Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
    ['in the header, as a date gone by', [], 'Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['not at all', [], null, undefined],
    ['in words nobody understands', [retryInfo('soon')], 'later', undefined],
  ])('is read %s', (_, details, header, expected) => {
    expect(wait(details, header)).toBe(expected)
  })
})

describe('the line for the log', () => {
  const describeError = (message: string) =>
    describeServiceError(
      readServiceError(400, JSON.stringify({ error: { status: 'INVALID_ARGUMENT', message } }), null, NOW),
    )

  it('names the field that was refused', () => {
    expect(describeError('Unknown name "imageSize" at \'generation_config\'\nmore')).toBe(
      'HTTP 400 INVALID_ARGUMENT: Unknown name "imageSize" at \'generation_config\'',
    )
  })

  it('repeats nothing that was sent', () => {
    expect(describeError('Invalid value (TYPE_STRING), "a mug for my secret launch"')).not.toContain('secret')
    expect(describeError('Invalid value (TYPE_STRING), "a mug for my secret')).not.toContain('secret')
  })
})
