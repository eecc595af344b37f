import { DomainError } from '@studio/core/kernel'
import type { RequestHandler } from 'express'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses writes that another site's page sends with our visitor's cookie. A browser says where a write comes
 * from in `Origin`, and in `Sec-Fetch-Site`; programs without a browser send neither, and carry no cookie by
 * accident. (OWASP, Cross-Site Request Forgery Prevention: verifying origin with standard headers.)
 */
export function guardOrigin(publicUrl: string): RequestHandler {
  const ownHost = new URL(publicUrl).host
  return (req, _res, next) => {
    if (SAFE_METHODS.has(req.method)) return next()
    const { origin, host } = req.headers
    const site = req.headers['sec-fetch-site']
    const isOwn = origin === undefined || [host, ownHost].includes(hostOf(origin))
    const isSameSite = site === undefined || site === 'same-origin' || site === 'none'
    if (isOwn && isSameSite) return next()
    next(new DomainError('origin_refused', 'This request came from another website and was not carried out.'))
  }
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
