import type { FieldProblem } from '@studio/core/kernel'
import { DomainError, defect, ERROR_TABLE } from '@studio/core/kernel'
import type { Visitor } from '@studio/services/accounts'
import type { Actor } from '@studio/services/kernel'
import { initTRPC, TRPCError } from '@trpc/server'
import { ZodError } from 'zod'
import type { ApiDeps } from '../container.ts'
import type { ChangeHub } from '../http/change-hub.ts'

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

const t = initTRPC.context<Context>().create({
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
  const { cause } = result.error
  if (!(cause instanceof DomainError)) return result
  throw new TRPCError({ code: ERROR_TABLE[cause.code].trpc, message: cause.message, cause })
})

/** What a person and a program are told of an error. Of a defect they learn nothing but that it is ours. */
function explain(error: TRPCError): Pick<DomainError, 'code' | 'message' | 'details'> {
  if (error.cause instanceof DomainError) return error.cause
  // An answer of ours that does not fit its schema is a defect, not the sender's doing.
  if (error.code === 'BAD_REQUEST' && error.cause instanceof ZodError) {
    const fields: FieldProblem[] = error.cause.issues.map(({ path, message }) => ({
      path: path.join('.'),
      message,
    }))
    return {
      code: 'invalid_input',
      message: fields[0]?.message ?? 'The request is not right.',
      details: { fields },
    }
  }
  if (error.code === 'NOT_FOUND') return { code: 'not_found', message: 'There is nothing here.', details: {} }
  if (error.code === 'INTERNAL_SERVER_ERROR') return defect()
  return { code: 'invalid_input', message: 'The request cannot be read.', details: {} }
}
