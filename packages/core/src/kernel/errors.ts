/** How an error looks at the doors: its HTTP status, tRPC's word for it, and a short title for people. */
type ErrorRow = { status: number; trpc: TrpcCode; title: string }

type TrpcCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'PAYMENT_REQUIRED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'METHOD_NOT_SUPPORTED'
  | 'TIMEOUT'
  | 'CONFLICT'
  | 'PRECONDITION_FAILED'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'UNPROCESSABLE_CONTENT'
  | 'TOO_MANY_REQUESTS'
  | 'INTERNAL_SERVER_ERROR'
  | 'BAD_GATEWAY'
  | 'SERVICE_UNAVAILABLE'

/**
 * Every code the product can answer with, mapped once for both doors (tRPC and HTTP).
 * Codes are part of the public contract: add, never rename.
 */
export const ERROR_TABLE = {
  invalid_input: { status: 400, trpc: 'BAD_REQUEST', title: 'Something in the request is not right' },
  not_signed_in: { status: 401, trpc: 'UNAUTHORIZED', title: 'Not signed in' },
  wrong_credentials: { status: 401, trpc: 'UNAUTHORIZED', title: 'E-mail or password is wrong' },
  /** The token is unknown, expired or revoked: which of them is not said. */
  token_refused: { status: 401, trpc: 'UNAUTHORIZED', title: 'This token does not work' },
  insufficient_scope: { status: 403, trpc: 'FORBIDDEN', title: 'This token may not do that' },
  sign_in_again: { status: 403, trpc: 'FORBIDDEN', title: 'Show again that it is you' },
  origin_refused: { status: 403, trpc: 'FORBIDDEN', title: 'Request from another site' },
  link_expired: { status: 403, trpc: 'FORBIDDEN', title: 'This link has expired' },
  not_found: { status: 404, trpc: 'NOT_FOUND', title: 'Not found' },
  method_not_allowed: {
    status: 405,
    trpc: 'METHOD_NOT_SUPPORTED',
    title: 'This address does not take that method',
  },
  request_timeout: { status: 408, trpc: 'TIMEOUT', title: 'The request took too long to arrive' },
  request_too_large: { status: 413, trpc: 'PAYLOAD_TOO_LARGE', title: 'The request is too large' },
  media_type_refused: {
    status: 415,
    trpc: 'UNSUPPORTED_MEDIA_TYPE',
    title: 'The request is not in a format that can be read here',
  },
  email_taken: { status: 409, trpc: 'CONFLICT', title: 'An account with this e-mail exists' },
  already_ended: { status: 409, trpc: 'CONFLICT', title: 'This has already ended' },
  asset_not_ready: { status: 409, trpc: 'CONFLICT', title: 'The picture is still being prepared' },
  key_reused: {
    status: 422,
    trpc: 'UNPROCESSABLE_CONTENT',
    title: 'This idempotency key was used for another request',
  },
  request_in_progress: { status: 409, trpc: 'CONFLICT', title: 'The same request is still being worked on' },
  plan_limit: { status: 422, trpc: 'UNPROCESSABLE_CONTENT', title: 'Your plan does not include more' },
  insufficient_credits: { status: 402, trpc: 'PAYMENT_REQUIRED', title: 'Not enough credits' },
  price_not_agreed: { status: 422, trpc: 'UNPROCESSABLE_CONTENT', title: 'No agreed price' },
  price_too_high: {
    status: 422,
    trpc: 'UNPROCESSABLE_CONTENT',
    title: 'It would cost more than you allowed',
  },
  quote_expired: { status: 422, trpc: 'UNPROCESSABLE_CONTENT', title: 'The quote has expired' },
  quote_used: { status: 409, trpc: 'CONFLICT', title: 'This quote was already used' },
  quote_mismatch: { status: 422, trpc: 'UNPROCESSABLE_CONTENT', title: 'The request differs from its quote' },
  model_retired: { status: 422, trpc: 'UNPROCESSABLE_CONTENT', title: 'This model is no longer served' },
  option_not_supported: { status: 422, trpc: 'UNPROCESSABLE_CONTENT', title: 'The model cannot do this' },
  cut_out_unsure: {
    status: 422,
    trpc: 'UNPROCESSABLE_CONTENT',
    title: 'The product cannot be cut out of this photo for sure',
  },
  store_taken: { status: 409, trpc: 'CONFLICT', title: 'This store is connected already' },
  store_locked_out: { status: 409, trpc: 'CONFLICT', title: 'The store does not let us in' },
  store_unreachable: { status: 503, trpc: 'SERVICE_UNAVAILABLE', title: 'The store does not answer' },
  store_refused: { status: 422, trpc: 'UNPROCESSABLE_CONTENT', title: 'The store does not do this' },
  store_changed: { status: 409, trpc: 'CONFLICT', title: 'The store was changed since' },
  file_too_large: { status: 413, trpc: 'PAYLOAD_TOO_LARGE', title: 'The file is too large' },
  file_type_refused: {
    status: 415,
    trpc: 'UNSUPPORTED_MEDIA_TYPE',
    title: 'This kind of file cannot be used',
  },
  file_unreadable: { status: 422, trpc: 'UNPROCESSABLE_CONTENT', title: 'The picture cannot be read' },
  too_many_pixels: { status: 422, trpc: 'UNPROCESSABLE_CONTENT', title: 'The picture has too many pixels' },
  rate_limited: { status: 429, trpc: 'TOO_MANY_REQUESTS', title: 'Too many attempts' },
  address_refused: { status: 422, trpc: 'UNPROCESSABLE_CONTENT', title: 'This address cannot be used' },
  address_unreachable: { status: 422, trpc: 'UNPROCESSABLE_CONTENT', title: 'This address does not answer' },
  sign_in_refused: { status: 403, trpc: 'FORBIDDEN', title: 'Signing in was refused' },
  provider_unavailable: {
    status: 503,
    trpc: 'SERVICE_UNAVAILABLE',
    title: 'The sign-in service does not answer',
  },
  mail_unavailable: { status: 503, trpc: 'SERVICE_UNAVAILABLE', title: 'The mail could not be sent' },
  storage_unavailable: { status: 503, trpc: 'SERVICE_UNAVAILABLE', title: 'File storage does not answer' },
  database_unavailable: { status: 503, trpc: 'SERVICE_UNAVAILABLE', title: 'The database does not answer' },
  internal: { status: 500, trpc: 'INTERNAL_SERVER_ERROR', title: 'Something went wrong on our side' },
} as const satisfies Record<string, ErrorRow>

/** A code from the table. */
export type ErrorCode = keyof typeof ERROR_TABLE

/** A field that was not accepted: where, and why in a sentence. */
export type FieldProblem = { path: string; message: string }

/** Facts about an error that a program may want; never secrets, never another account's data. */
export type ErrorDetails = { retryAfterSeconds?: number; fields?: FieldProblem[]; [fact: string]: unknown }

/**
 * The one error that use cases throw on purpose. `message` is a sentence that is safe to show: what
 * happened, what it cost, what to do. Anything else that is thrown is a defect and shows as `internal`.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message)
    this.code = code
    this.details = details
  }
}

/** What is answered for anything missing or belonging to somebody else: the two must look alike. */
export function notFound(noun: string): DomainError {
  return new DomainError('not_found', `There is no such ${noun}, or it was deleted.`)
}

/**
 * What is answered for a defect. It may have struck before or after the work was done, so nothing is promised.
 * `cause` is for our own log.
 */
export function defect(cause?: unknown): DomainError {
  const error = new DomainError(
    'internal',
    'Something went wrong on our side. Check in the studio whether it was done before you try again.',
  )
  error.cause = cause
  return error
}
