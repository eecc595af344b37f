import { hash } from 'node:crypto'
import type { DomainError } from '@studio/core/kernel'
import type { Answer } from '@studio/services/stored-answers'
import type { Response } from 'express'
import { toProblem } from '../http/problem.ts'

/** A success with a JSON body. */
export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body).replace(WEB_FILES, '/api/v1/assets/'),
  }
}

/**
 * The addresses of an asset's files in JSON are those of the web app's door, which no token opens: here they are this
 * door's. No text that somebody gave can look like one: its quotes are escaped.
 */
const WEB_FILES = /(?<="(?:thumb|preview|original|download|sourceThumb|file)":")\/api\/assets\//g

/** A refusal as a problem document (RFC 9457). */
export function problemAnswer(error: DomainError, requestId: string): Answer {
  const problem = toProblem(error, requestId)
  const { retryAfterSeconds, allow } = error.details
  return {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      ...(retryAfterSeconds && { 'retry-after': String(retryAfterSeconds) }),
      ...(typeof allow === 'string' && { allow }),
      ...(problem.status === 401 && { 'www-authenticate': challenge(error) }),
    },
    body: JSON.stringify(problem),
  }
}

/** RFC 6750, 3: whoever sent no token is told only how to send one. */
function challenge({ code }: DomainError): string {
  return code === 'not_signed_in'
    ? 'Bearer realm="studio"'
    : 'Bearer realm="studio", error="invalid_token", error_description="The token is unknown, expired or revoked."'
}

/**
 * Sends an answer; of a read only the news (RFC 9110, 13.1.2). Express's own comparison is not used: it answers in
 * full whenever `Cache-Control: no-cache` is sent along, as `fetch` does by itself.
 */
export function sendAnswer(res: Response, { status, headers, body }: Answer): void {
  const { method, headers: asked } = res.req
  const isRead = (method === 'GET' || method === 'HEAD') && status === 200
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  if (!res.hasHeader('cache-control'))
    res.setHeader('Cache-Control', isRead ? 'private, no-cache' : 'no-store')
  // A short text goes out together with the headers; a long one is encoded once, not for each use below.
  const bytes = body === null || body.length < 1_000 ? body : Buffer.from(body)
  if (isRead && bytes !== null) {
    const etag = `W/"${hash('sha1', bytes, 'base64url')}"`
    res.setHeader('ETag', etag)
    if (isNamed(etag, asked['if-none-match'])) {
      res.removeHeader('content-type')
      res.status(304).end()
      return
    }
  }
  res.status(status)
  if (bytes !== null) res.setHeader('Content-Length', Buffer.byteLength(bytes))
  res.end(method === 'HEAD' ? undefined : (bytes ?? undefined))
}

/** Weak comparison: whether a tag is one of those that the caller has. */
function isNamed(etag: string, asked: string | undefined): boolean {
  if (asked === undefined) return false
  return (
    asked.trim() === '*' || asked.split(',').some((each) => each.trim().replace(/^W\//, '') === etag.slice(2))
  )
}
