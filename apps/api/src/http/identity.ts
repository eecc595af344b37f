import { type DomainError, defect } from '@studio/core/kernel'
import { beginSignIn, finishVisit } from '@studio/services/identities'
import type { Request, RequestHandler, Response } from 'express'
import type { Container } from '../container.ts'
import { explain } from '../trpc/trpc.ts'
import { createContext } from './request-context.ts'

/** `GET /auth/external/begin`: sends the browser to the external provider. */
export function beginSignInRoute(container: Container): RequestHandler {
  return answer(container, async (req, res) => {
    const { actor, visitor, deps } = await createContext(req, res, container)
    const { url, cookie } = await beginSignIn(actor, req.headers.cookie, visitor, deps)
    if (cookie) res.setHeader('Set-Cookie', cookie)
    return url
  })
}

/**
 * `GET /auth/external/callback`: the browser is back. Where it goes on is one of two pages of ours, whatever the
 * address says.
 */
export function finishVisitRoute(container: Container): RequestHandler {
  return answer(container, async (req, res) => {
    const { actor, visitor, deps } = await createContext(req, res, container)
    const back = { callbackUrl: req.originalUrl, cookieHeader: req.headers.cookie }
    const session = await finishVisit(actor, back, visitor, deps)
    if (!session) return '/settings/security'
    res.setHeader('Set-Cookie', session.cookie)
    return '/'
  })
}

/** A browser stands here, not a program: what went wrong is told by a page of ours, which knows the codes. */
function answer({ deps }: Container, work: (req: Request, res: Response) => Promise<string>): RequestHandler {
  return async (req, res) => {
    res.setHeader('Cache-Control', 'no-store')
    const location = await work(req, res).catch((error: unknown) => {
      const { code, diagnosis } = explain(error) as DomainError & { diagnosis?: string }
      if (code === defect().code) {
        deps.logger.error({ err: error, path: req.path, requestId: res.locals.requestId }, 'request failed')
      } else deps.logger.info({ code, diagnosis, requestId: res.locals.requestId }, 'nobody was signed in')
      return `/arrive#problem.${code}`
    })
    res.redirect(303, location)
  }
}
