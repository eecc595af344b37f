import { randomUUID } from 'node:crypto'
import { authenticate } from '@studio/services/accounts'
import type { Request, RequestHandler, Response } from 'express'
import type { Container } from '../container.ts'
import type { Context } from '../trpc/trpc.ts'

/** Gives every request an id, which its answer, its log lines and its errors carry. */
export const requestId: RequestHandler = (_req, res, next) => {
  res.locals.requestId = `req_${randomUUID()}`
  res.setHeader('X-Request-Id', res.locals.requestId)
  next()
}

/** Finds out who asks and from where. */
export async function createContext(
  req: Request,
  res: Response,
  { deps, changes }: Container,
): Promise<Context> {
  const setCookie = (cookie: string) => {
    res.setHeader('Set-Cookie', cookie)
    // The session is over: what its pages left in the browser's cache is not for whoever sits there next.
    if (/; Max-Age=0\b/.test(cookie)) res.setHeader('Clear-Site-Data', '"cache"')
  }
  const { actor, cookie } = await authenticate(req.headers.cookie, deps)
  if (cookie) setCookie(cookie)
  const visitor = { address: req.ip ?? 'unknown', userAgent: req.headers['user-agent'] ?? '' }
  return { actor, visitor, deps, changes, setCookie, requestId: res.locals.requestId }
}
