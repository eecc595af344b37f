import { DomainError, ERROR_TABLE, type ErrorCode, type FieldProblem } from '@studio/core/kernel'
import type { Deps } from '@studio/services/kernel'
import type { ErrorRequestHandler, Response } from 'express'
import { explain } from '../trpc/trpc.ts'
import { dropRest } from './drop-rest.ts'
import { noteRefusal } from './note-refusal.ts'

/** A problem document (RFC 9457). `type` leads to the words about it in the API's reference. */
export type Problem = {
  type: string
  title: string
  status: number
  code: ErrorCode
  detail: string
  requestId: string
  errors?: FieldProblem[]
}

/** An error as a problem document. */
export function toProblem(error: DomainError, requestId: string): Problem {
  const { status, title } = ERROR_TABLE[error.code]
  const { fields } = error.details
  return {
    type: `/api/v1/docs#problem-${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    requestId,
    ...(fields && { errors: fields }),
  }
}

/** Answers an error as problem+json (RFC 9457). */
export function sendProblem(res: Response, error: DomainError): void {
  const problem = toProblem(error, res.locals.requestId)
  const { retryAfterSeconds, allow } = error.details
  if (retryAfterSeconds) res.setHeader('Retry-After', String(retryAfterSeconds))
  if (typeof allow === 'string') res.setHeader('Allow', allow)
  res.status(problem.status).type('application/problem+json').json(problem)
}

/** The last handler of the plain HTTP routes: defects are logged in full and answered without detail. */
export function problemHandler({ logger }: Pick<Deps, 'logger'>): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) return next(error)
    dropRest(req)
    if (error instanceof DomainError) {
      noteRefusal(error, { path: req.path, requestId: res.locals.requestId }, { logger })
      return sendProblem(res, error)
    }
    // What Express itself refuses, such as an address that cannot be decoded, is the sender's doing.
    if (error?.status >= 400 && error.status < 500)
      return sendProblem(res, new DomainError('invalid_input', 'The request cannot be read.'))
    const problem = explain(error)
    if (problem.code === 'internal')
      logger.error({ err: error, path: req.path, requestId: res.locals.requestId }, 'request failed')
    sendProblem(res, problem)
  }
}
