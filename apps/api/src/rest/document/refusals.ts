import type { ErrorCode } from '@studio/core/kernel'
import type { Operation } from '../operations.ts'

/** Every code that an operation may be refused with, as the reference and the tests know it. */
export function refusalsOf({ method, path, rules, readsBody }: Operation): ErrorCode[] {
  const isPost = method === 'POST'
  const sendsJson = (isPost || method === 'PUT') && !readsBody
  const codes: ErrorCode[] = [
    'not_signed_in',
    'token_refused',
    ...(rules.scope ? (['insufficient_scope'] as const) : []),
    'rate_limited',
    'invalid_input',
    ...(path.includes('{') ? (['not_found'] as const) : []),
    ...(isPost ? (['key_reused', 'request_in_progress', 'media_type_refused'] as const) : []),
    ...(sendsJson ? (['media_type_refused', 'request_too_large', 'request_timeout'] as const) : []),
    ...rules.errors,
    'database_unavailable',
    'internal',
  ]
  return [...new Set(codes)]
}
