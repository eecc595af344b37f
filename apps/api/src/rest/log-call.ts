import type { Id } from '@studio/core/kernel'
import type { AcceptedToken, RefusedToken } from '@studio/services/tokens'
import type { Request, Response } from 'express'
import type { Container } from '../container.ts'

/** What becomes known of a call while it is answered. */
export type LoggedCall = {
  noteToken(token: AcceptedToken | RefusedToken): void
  noteEndpoint(path: string): void
}

/** What is written for an address where nothing is: what was asked for could be anything. */
const NOWHERE = '(unknown)'

/**
 * Writes a call down once its answer is sent or its caller is gone. A call whose token belongs to nobody belongs in
 * nobody's log.
 */
export function logCall(req: Request, res: Response, { deps, recorder }: Container): LoggedCall {
  const beganAt = performance.now()
  const createdAt = deps.clock.now()
  let owner: { accountId: Id<'account'>; tokenId: Id<'token'> } | null = null
  let endpoint = NOWHERE
  let isWritten = false
  const write = () => {
    if (!owner || isWritten) return
    isWritten = true
    recorder.record({
      accountId: owner.accountId,
      tokenId: owner.tokenId,
      requestId: res.locals.requestId,
      method: req.method,
      endpoint,
      // Whoever hung up before the answer got none: 499, as proxies write it down.
      status: res.writableFinished ? res.statusCode : 499,
      address: req.ip ?? 'unknown',
      userAgent: req.headers['user-agent'] ?? '',
      durationMs: Math.round(performance.now() - beganAt),
      createdAt,
    })
  }
  res.once('finish', write).once('close', write)
  return {
    noteToken(token) {
      owner = token.isAccepted ? token.actor : token.known
      if (token.isAccepted && token.isUseToBeNoted) recorder.noteUse(token.actor.tokenId, createdAt)
    },
    noteEndpoint(path) {
      endpoint = path
    },
  }
}
