import type { ServiceError } from './failure-table.ts'

type Detail = {
  '@type'?: string
  reason?: string
  retryDelay?: string
  violations?: { quotaId?: string }[]
}

/**
 * Reads an error answer. `json` is the body as text (the SDK hands it over as the message of its `ApiError`);
 * `retryAfter` is the `Retry-After` header: seconds or a date, compared with `now`.
 */
export function readServiceError(
  httpStatus: number,
  json: string,
  retryAfter: string | null,
  now: Date,
): ServiceError {
  const { status, message, details } = readBody(json)
  const reason = details.find((detail) => detail.reason)?.reason
  const delay = details.find((detail) => detail.retryDelay)?.retryDelay
  const retryAfterMs = readDelayMs(delay) ?? readRetryAfterMs(retryAfter, now)
  return {
    httpStatus,
    status,
    message,
    quotaIds: details.flatMap(({ violations = [] }) => violations.flatMap(({ quotaId }) => quotaId ?? [])),
    ...(reason && { reason }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  }
}

/** The log's line for an error answer: codes and reasons, the service's words without what they quote. */
export function describeServiceError(error: ServiceError): string {
  const { httpStatus, status, reason, quotaIds, message } = error
  const codes = [`HTTP ${httpStatus}`, status ?? 'without a readable reason', reason, ...quotaIds]
  const words = withoutQuotations(message.split('\n', 1)[0] ?? '').slice(0, 200)
  return [codes.filter(Boolean).join(' '), status && words].filter(Boolean).join(': ')
}

/** Names of fields may stay; any other quotation may repeat what was sent. */
function withoutQuotations(message: string): string {
  return message.replace(/"([^"]*)("|$)/g, (quotation, inner: string) =>
    /^[\w.:/-]{1,60}$/.test(inner) ? quotation : '"…"',
  )
}

function readBody(json: string): { status: string | null; message: string; details: Detail[] } {
  const error = parse(json)?.error
  // For a body that is not JSON the SDK makes one up, with the HTTP status text in place of the code.
  const status = typeof error?.status === 'string' && /^[A-Z_]+$/.test(error.status) ? error.status : null
  return {
    status,
    message: typeof error?.message === 'string' ? error.message : '',
    details: Array.isArray(error?.details) ? error.details.filter((detail) => detail !== null) : [],
  }
}

function parse(json: string): { error?: { status?: unknown; message?: unknown; details?: Detail[] } } | null {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

/** A google.protobuf.Duration in JSON: seconds, maybe with a fraction, and an `s`. */
function readDelayMs(delay: string | undefined): number | undefined {
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(delay ?? '')?.[1]
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000)
}

/** RFC 9110, 10.2.3: a number of seconds or a date. */
function readRetryAfterMs(header: string | null, now: Date): number | undefined {
  if (header === null) return undefined
  if (/^\d+$/.test(header)) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime())
}
