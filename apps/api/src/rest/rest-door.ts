import { readAvailableCredits } from '@studio/services/credits'
import { requireAccount } from '@studio/services/kernel'
import { openRequestCounter } from '@studio/services/request-limits'
import { type Answer, answerOnce } from '@studio/services/stored-answers'
import type { AcceptedToken } from '@studio/services/tokens'
import express, { type Request, type RequestHandler, type Response } from 'express'
import type { Container } from '../container.ts'
import { dropRest } from '../http/drop-rest.ts'
import { explain } from '../trpc/trpc.ts'
import { problemAnswer, sendAnswer } from './answer.ts'
import { authenticateCall, requireAccepted } from './authenticate-call.ts'
import { allowAnyOrigin } from './cors.ts'
import { fileOperations } from './file-operations.ts'
import { isKept, onceOnly, readKey } from './idempotency.ts'
import { type LoggedCall, logCall } from './log-call.ts'
import { createRouteTable, type Match } from './operations.ts'
import { procedureOperations } from './procedure-operations.ts'
import { tellAllowance } from './rate-limit.ts'
import { readJsonBody } from './read-body.ts'
import { referenceRoutes } from './reference-routes.ts'

/**
 * The public REST API, all of it below one path. A call goes through: origin → token → limit → scope → body →
 * (once only) → the procedure that the web app calls too → answer → log.
 */
export function restDoor(container: Container): RequestHandler {
  const { deps } = container
  const operations = [...procedureOperations(), ...fileOperations(container)]
  const routes = createRouteTable(operations)
  const counter = openRequestCounter(deps)
  const door = express.Router()
  door.use(allowAnyOrigin, referenceRoutes(operations, deps.publicUrl))
  door.use(async (req, res) => {
    const call = logCall(req, res, container)
    const answer = await answerCall(req, res, call).catch((error) => refuse(req, res, error))
    sendAnswer(res, answer)
  })
  return door

  async function answerCall(req: Request, res: Response, call: LoggedCall): Promise<Answer> {
    const token = await authenticateCall(req, container)
    if (token) call.noteToken(token)
    // Who sends a token that does not work hears that first, whatever they ask for.
    if (token && !token.isAccepted) requireAccepted(token)
    const match = routes.find(req.method, req.path)
    call.noteEndpoint(match.operation.path)
    const accepted = requireAccepted(token)
    tellAllowance(res, await counter.count(accepted.actor.accountId, accepted.planId))
    const { scope } = match.operation.rules
    if (scope) requireAccount(accepted.actor, scope)
    return perform(req, res, match, accepted)
  }

  async function perform(
    req: Request,
    res: Response,
    { operation, params }: Match,
    { actor }: AcceptedToken,
  ): Promise<Answer> {
    const { requestId } = res.locals
    const visitor = { address: req.ip ?? 'unknown', userAgent: req.headers['user-agent'] ?? '' }
    const context = { ...container, actor, visitor, requestId, setCookie: refuseCookie }
    const work = async (body: unknown): Promise<Answer> => {
      const answer = await operation.perform({ req, params, body, key, context })
      if (operation.rules.movesCredits) {
        answer.headers['x-credits-available'] = String(await readAvailableCredits(actor, deps))
      }
      return answer
    }
    const key = readKey(req, actor.tokenKind)
    const sendsJson = operation.method === 'POST' || operation.method === 'PUT'
    if (!sendsJson || operation.readsBody) return work(undefined)
    const { body, bodyHash } = await readJsonBody(req, operation.rules.maxBodyBytes)
    if (!key) return work(body)
    const request = onceOnly(actor.accountId, key, req, bodyHash)
    const workOnce = () =>
      work(body).catch((error) => {
        if (isKept(error)) return toAnswer(error, req, requestId)
        throw error
      })
    return answerOnce(request, workOnce, deps)
  }

  function refuse(req: Request, res: Response, error: unknown): Answer {
    dropRest(req)
    return toAnswer(error, req, res.locals.requestId)
  }

  function toAnswer(error: unknown, req: Request, requestId: string): Answer {
    const refusal = explain(error)
    if (refusal.code === 'internal')
      deps.logger.error({ err: refusal.cause, path: req.path, requestId }, 'request failed')
    return problemAnswer(refusal, requestId)
  }
}

/** No operation of this door signs anybody in or out. */
function refuseCookie(): never {
  throw new Error('the public API sets no cookies')
}
