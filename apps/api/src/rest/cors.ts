import type { RequestHandler } from 'express'

/** What a page of another site may read of an answer. */
export const EXPOSED_HEADERS = [
  'ETag',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'WWW-Authenticate',
  'X-Credits-Available',
  'X-Credits-Charged',
  'X-Request-Id',
]

const PREFLIGHT_SECONDS = 600

/**
 * Lets pages of any site call the public API with a token (Fetch standard, CORS protocol). No cookie is ever looked
 * at here, so nobody's session can be used by another site.
 */
export const allowAnyOrigin: RequestHandler = (req, res, next) => {
  res.setHeader('Access-Control-Allow-Origin', '*')
  res.setHeader('Access-Control-Expose-Headers', EXPOSED_HEADERS.join(', '))
  if (req.method !== 'OPTIONS') return next()
  res.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, DELETE')
  res.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, Idempotency-Key, If-None-Match')
  res.setHeader('Access-Control-Max-Age', String(PREFLIGHT_SECONDS))
  res.status(204).end()
}
