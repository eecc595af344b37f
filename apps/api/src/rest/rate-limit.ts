import { DomainError } from '@studio/core/kernel'
import type { RequestAllowance } from '@studio/services/request-limits'
import type { Response } from 'express'

/**
 * Tells how many calls are left (draft-ietf-httpapi-ratelimit-headers-10, structured fields), and stops whoever
 * has none. @throws DomainError `rate_limited`
 */
export function tellAllowance(res: Response, allowance: RequestAllowance): void {
  const { limit, remaining, windowSeconds, resetSeconds } = allowance
  res.setHeader('RateLimit-Policy', `"account";q=${limit};w=${windowSeconds}`)
  res.setHeader('RateLimit', `"account";r=${remaining};t=${resetSeconds}`)
  if (allowance.isAllowed) return
  throw new DomainError(
    'rate_limited',
    `Your plan allows ${limit} calls a minute. Go on in ${resetSeconds} seconds.`,
    { retryAfterSeconds: resetSeconds },
  )
}
