import { DomainError } from '@studio/core/kernel'
import type { Request, RequestHandler } from 'express'

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
    const isOwn = origin === undefined || [host, ownHost].includes(hostOf(origin))
    if (isOwn && isFromHere(req)) return next()
    next(new DomainError('origin_refused', 'This request came from another website and was not carried out.'))
  }
}

/**
 * Begins a sign-in with an external provider on pages of ours alone. A link of another site would start a session
 * without anybody's wish: at a provider that knows the browser nothing is asked. It leads to the page with the button.
 */
export const guardSignIn: RequestHandler = (req, res, next) => {
  if (isFromHere(req)) next()
  else res.redirect(303, '/sign-in')
}

function isFromHere({ headers }: Request): boolean {
  return [undefined, 'same-origin', 'none'].includes(headers['sec-fetch-site'] as string | undefined)
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
