import { ERROR_TABLE, type ErrorCode } from '@studio/core/kernel'
import { TRPCClientError } from '@trpc/client'

/** Something that did not work, in the words the person reads. `reference` is what support can look up. */
export type Problem = { code: ErrorCode | 'offline'; title: string; message: string; reference?: string }

/** An error that knows its problem: thrown where the browser speaks HTTP without tRPC, as for uploads. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

/** What is said when the server could not be reached at all. */
export const OFFLINE: Problem = {
  code: 'offline',
  title: 'The studio cannot be reached',
  message: 'Check your connection; nothing was lost. It will work again as soon as the studio answers.',
}

/**
 * Puts any thrown thing into words. Errors of the API bring their own sentence, which is safe to show;
 * everything else is either a lost connection or a defect of ours.
 */
export function describeProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  if (error instanceof TRPCClientError) {
    const data: unknown = error.data
    const code = data !== null && typeof data === 'object' && 'code' in data ? data.code : undefined
    if (isErrorCode(code)) {
      const requestId = data !== null && typeof data === 'object' && 'requestId' in data ? data.requestId : ''
      return {
        code,
        title: ERROR_TABLE[code].title,
        message: error.message,
        ...(typeof requestId === 'string' && requestId !== '' && { reference: requestId }),
      }
    }
    if (data === undefined || data === null) return OFFLINE
  }
  return {
    code: 'internal',
    title: ERROR_TABLE.internal.title,
    message: 'This should not have happened. Try again; if it comes back, reload the page.',
  }
}

/** Whether asking again may help: the connection or the server was the trouble, not the question. */
export function isWorthRetrying(error: unknown): boolean {
  const { code } = describeProblem(error)
  return code === 'offline' || ERROR_TABLE[code].status >= 500
}

/** Whether a text is one of the product's error codes. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && code in ERROR_TABLE
}
