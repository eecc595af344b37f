import { AuthorizationResponseError, ResponseBodyError } from 'openid-client'
import { ProviderUnavailable, SignInRefused } from './errors.ts'

/** What a provider answers with when the fault is its own, or in how this studio is registered (RFC 6749, 4.1.2.1 and 5.2). */
const NOT_THE_PERSON = new Set([
  'server_error',
  'temporarily_unavailable',
  'invalid_client',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
  'invalid_scope',
])

/** openid-client's codes for an answer that was understood and does not hold. */
const DOES_NOT_HOLD = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  'OAUTH_UNSUPPORTED_OPERATION',
  'OAUTH_PARSE_ERROR',
])

/** Translates what went wrong while a sign-in was completed. */
export function toSignInError(error: unknown, provider: string): SignInRefused | ProviderUnavailable {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const isRefused = !NOT_THE_PERSON.has(error.error)
    return isRefused
      ? new SignInRefused(provider, error.error)
      : new ProviderUnavailable(provider, error.error)
  }
  const code = codeOf(error)
  return DOES_NOT_HOLD.has(code) ? new SignInRefused(provider, code) : new ProviderUnavailable(provider, code)
}

/** The code of an error, or of the network error inside it. */
export function codeOf(error: unknown): string {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } }
  return String(code ?? cause?.code ?? 'unknown')
}
