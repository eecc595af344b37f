import type { FieldProblem } from '@studio/core/kernel'
import { DomainError, ERROR_TABLE } from '@studio/core/kernel'
import type { Visitor } from '@studio/services/accounts'
import { type Actor, explainFailure } from '@studio/services/kernel'
import { initTRPC, TRPCError } from '@trpc/server'
import { ZodError } from 'zod'
import type { ApiDeps } from '../container.ts'
import type { ChangeHub } from '../http/change-hub.ts'
import type { RestMeta } from '../rest/operation.ts'

/** What every procedure gets: who asks, from where, and the use cases' dependencies. */
export type Context = {
  actor: Actor
  visitor: Visitor
  requestId: string
  deps: ApiDeps
  changes: ChangeHub
  setCookie(cookie: string): void
}

/** How long a live channel lasts before the browser opens the next one, and is asked again who it is. */
const MAX_CHANNEL_MS = 5 * 60_000

const t = initTRPC
  .context<Context>()
  .meta<RestMeta>()
  .create({
    sse: {
      maxDurationMs: MAX_CHANNEL_MS,
      ping: { enabled: true, intervalMs: 15_000 },
      client: { reconnectAfterInactivityMs: 40_000 },
    },
    errorFormatter({ shape, error, ctx }) {
      const { code, message, details } = explain(error)
      return {
        ...shape,
        message,
        data: {
          code,
          httpStatus: shape.data.httpStatus,
          path: shape.data.path,
          requestId: ctx?.requestId,
          details,
        },
      }
    },
  })

/** A collection of procedures. */
export const router = t.router

/**
 * A procedure of either kind of caller. What a use case throws on purpose keeps its code on the way out; use
 * cases authorise themselves.
 */
export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next()
  if (result.ok) return result
  throw withStatus(result.error)
})

/** The error with the status of its code, where it is not a defect. */
export function withStatus(error: unknown): unknown {
  const { cause } = error instanceof TRPCError ? error : { cause: error }
  const refusal = cause instanceof DomainError ? cause : explainFailure(cause)
  if (refusal.code === 'internal') return error
  return new TRPCError({ code: ERROR_TABLE[refusal.code].trpc, message: refusal.message, cause: refusal })
}

/**
 * What a person and a program are told of an error that was thrown. Of a defect they learn nothing but that it is ours; it
 * goes along as the cause, for the log.
 */
export function explain(error: unknown): DomainError {
  const { code, cause } = error instanceof TRPCError ? error : { code: null, cause: error }
  if (cause instanceof DomainError) return cause
  // An answer of ours that does not fit its schema is a defect, not the sender's doing.
  if (code === 'BAD_REQUEST' && cause instanceof ZodError) {
    const fields: FieldProblem[] = cause.issues.map(({ path, message }) => ({
      path: path.join('.'),
      message,
    }))
    return new DomainError('invalid_input', fields[0]?.message ?? 'The request is not right.', { fields })
  }
  if (code === 'NOT_FOUND') return new DomainError('not_found', 'There is nothing here.')
  if (code === null || code === 'INTERNAL_SERVER_ERROR') return explainFailure(cause ?? error)
  return new DomainError('invalid_input', 'The request cannot be read.')
}
