import type { DomainError, ErrorCode } from '@studio/core/kernel'
import type { Deps } from '@studio/services/kernel'

/** Refusals that somebody who tries doors leaves behind. What a person mistypes in a form is none of them. */
const NOTED: ReadonlySet<ErrorCode> = new Set([
  'not_signed_in',
  'wrong_credentials',
  'token_refused',
  'insufficient_scope',
  'sign_in_again',
  'sign_in_refused',
  'origin_refused',
  'link_expired',
  'address_refused',
  'method_not_allowed',
  'request_too_large',
  'rate_limited',
])

/** Where a request was refused. The account is that of the session, if there is one. */
export type RefusedRequest = { path: string | undefined; requestId: string; accountId?: string | undefined }

/** Writes a refusal to the log when it concerns security: what and where, never what was typed or from which address. */
export function noteRefusal(
  { code }: DomainError,
  request: RefusedRequest,
  { logger }: Pick<Deps, 'logger'>,
): void {
  if (NOTED.has(code)) logger.warn({ code, ...request }, 'request refused')
}
