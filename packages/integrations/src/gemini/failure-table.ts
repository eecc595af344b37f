import type { FailureCode } from '@studio/core/generations'

/**
 * What a picture's absence means, by the finish reason of the answer. The names are those of `FinishReason`
 * in @google/genai 3.1.0; their meaning follows ai.google.dev/api/generate-content#FinishReason.
 */
export const FINISH_REASONS: Readonly<Record<string, FailureCode>> = {
  STOP: 'no_image',
  MAX_TOKENS: 'no_image',
  NO_IMAGE: 'no_image',
  IMAGE_OTHER: 'no_image',
  OTHER: 'no_image',
  MALFORMED_RESPONSE: 'no_image',
  MALFORMED_FUNCTION_CALL: 'no_image',
  UNEXPECTED_TOOL_CALL: 'no_image',
  TOO_MANY_TOOL_CALLS: 'no_image',
  CONTINUATION: 'no_image',
  FINISH_REASON_UNSPECIFIED: 'no_image',
  LANGUAGE: 'refused_request',
  SAFETY: 'blocked_output',
  IMAGE_SAFETY: 'blocked_output',
  PROHIBITED_CONTENT: 'blocked_output',
  IMAGE_PROHIBITED_CONTENT: 'blocked_output',
  BLOCKLIST: 'blocked_output',
  SPII: 'blocked_output',
  RECITATION: 'blocked_recitation',
  IMAGE_RECITATION: 'blocked_recitation',
}

/**
 * What an HTTP status of the service means. 408 and 504 may have been billed, hence not `overloaded`; 409
 * (ABORTED) and 500 pass by themselves; 499 and 502 come from something between us.
 * Source: ai.google.dev/gemini-api/docs/troubleshooting, google.rpc.Code.
 */
const HTTP_STATUSES: Readonly<Record<number, FailureCode>> = {
  400: 'refused_request',
  401: 'not_configured',
  402: 'not_configured',
  403: 'not_configured',
  404: 'model_gone',
  408: 'timed_out',
  409: 'overloaded',
  413: 'refused_request',
  429: 'rate_limited',
  499: 'unreachable',
  500: 'overloaded',
  501: 'refused_request',
  502: 'unreachable',
  503: 'overloaded',
  504: 'timed_out',
}

/** An error the service answered with, in google.rpc.Status form as far as it was there. */
export type ServiceError = {
  httpStatus: number
  /** google.rpc.Code by name, such as `RESOURCE_EXHAUSTED`; null when the body was not the service's JSON. */
  status: string | null
  message: string
  /** `ErrorInfo.reason`, such as `API_KEY_INVALID`. */
  reason?: string
  /** `QuotaFailure` violations, such as `GenerateRequestsPerDayPerProjectPerModel-FreeTier`. */
  quotaIds: readonly string[]
  /** The wait the service asks for: `RetryInfo`, else the `Retry-After` header. */
  retryAfterMs?: number
}

/** Decides what an error answer means. The first rule that fits wins; the table of statuses is the last. */
export function classifyServiceError(error: ServiceError): FailureCode {
  const { httpStatus, status, reason, message, quotaIds } = error
  // An invalid key is a 400 here, and so are a missing billing account and a country not served.
  if (reason?.startsWith('API_KEY_') || status === 'FAILED_PRECONDITION') return 'not_configured'
  if (httpStatus === 429 && isUsedUp(quotaIds, message)) return 'quota_exhausted'
  // A 404 that is not the service's own says that something else listens at the base URL.
  if (httpStatus === 404 && status === null) return 'unreachable'
  return HTTP_STATUSES[httpStatus] ?? (httpStatus >= 500 ? 'unreachable' : 'refused_request')
}

/** Per-day quotas, spending caps and paid-up credits do not come back by waiting, whatever `RetryInfo` says. */
function isUsedUp(quotaIds: readonly string[], message: string): boolean {
  return (
    quotaIds.some((id) => /Per(Day|Month)/.test(id)) || /credits are depleted|spending cap/i.test(message)
  )
}

/** Undici's own deadlines; everything else it throws is a broken line. */
const LINE_TIMEOUTS = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']

/**
 * Decides what a call that ended without any answer means; an abort counts as our own time limit, so ask the
 * caller's signal first. `httpStatus` is that of an answer whose body could not be read.
 */
export function classifyBreak(error: unknown, httpStatus?: number): FailureCode {
  if (!(error instanceof Error)) return 'internal'
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timed_out'
  if (error instanceof SyntaxError) {
    const isError = httpStatus !== undefined && httpStatus >= 400
    return isError ? (HTTP_STATUSES[httpStatus] ?? 'unreachable') : 'unreachable'
  }
  if (LINE_TIMEOUTS.includes(causeCode(error) ?? '')) return 'timed_out'
  if (error instanceof TypeError && /^(fetch failed|terminated)$/.test(error.message)) return 'unreachable'
  return 'internal'
}

/** The system's or undici's code for a broken line, such as `ECONNRESET`. */
export function causeCode(error: Error): string | undefined {
  const { cause } = error
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
}
