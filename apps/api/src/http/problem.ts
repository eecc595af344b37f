import { DomainError, defect, ERROR_TABLE } from '@studio/core/kernel'
import type { Deps } from '@studio/services/kernel'
import type { ErrorRequestHandler, Response } from 'express'
import { dropRest } from './drop-rest.ts'

/** Answers an error as problem+json (RFC 9457). */
export function sendProblem(res: Response, error: DomainError): void {
  const { status, title } = ERROR_TABLE[error.code]
  const { fields, retryAfterSeconds } = error.details
  if (retryAfterSeconds) res.setHeader('Retry-After', String(retryAfterSeconds))
  res
    .status(status)
    .type('application/problem+json')
    .json({
      type: `about:blank#${error.code}`,
      title,
      status,
      code: error.code,
      detail: error.message,
      requestId: res.locals.requestId,
      ...(fields && { errors: fields }),
    })
}

/** The last handler of the plain HTTP routes: defects are logged in full and answered without detail. */
export function problemHandler({ logger }: Pick<Deps, 'logger'>): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) return next(error)
    dropRest(req)
    if (error instanceof DomainError) return sendProblem(res, error)
    // What Express itself refuses, such as an address that cannot be decoded, is the sender's doing.
    if (error?.status >= 400 && error.status < 500)
      return sendProblem(res, new DomainError('invalid_input', 'The request cannot be read.'))
    logger.error({ err: error, path: req.path, requestId: res.locals.requestId }, 'request failed')
    sendProblem(res, defect())
  }
}
