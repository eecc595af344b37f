import { DomainError } from '@studio/core/kernel'
import type { RequestHandler } from 'express'

const METHODS = ['GET', 'HEAD', 'POST']

/**
 * Refuses methods that no page of ours uses: TRACE, which would show a request to whoever sent it, and OPTIONS, by
 * which another site's page asks beforehand whether it may write here. It may not.
 */
export const guardMethod: RequestHandler = (req, _res, next) => {
  if (METHODS.includes(req.method)) return next()
  const allow = METHODS.join(', ')
  next(new DomainError('method_not_allowed', `This address takes ${allow} alone.`, { allow }))
}
