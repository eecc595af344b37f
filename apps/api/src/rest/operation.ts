import type { ErrorCode } from '@studio/core/kernel'
import type { Scope } from '@studio/core/tokens'

/** What a procedure says of itself so that the public API offers it too. */
export type RestMeta = {
  /** What trpc-to-openapi writes into the document. */
  openapi?: {
    method: Method
    path: `/${string}`
    operationId: string
    summary: string
    description?: string
    tags: string[]
    protect: true
    /** Answers that are no success are added by `document.ts`, for all operations alike. */
    errorResponses: Record<number, string>
  }
  /** What the REST door itself goes by. */
  rest?: RestRules
}

/** A method that the public API takes. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** How the REST door treats one operation. */
export type RestRules = {
  /** The scope that a token needs; null for what every token may do. */
  scope: Scope | null
  /** The status of a success. */
  status: 200 | 201 | 202 | 204 | 302
  /** What it can be refused with, beside what every operation can. */
  errors: readonly ErrorCode[]
  /** Whether its answer tells what is left of the credits. */
  movesCredits: boolean
  /** The largest body that it takes, in bytes, where that is more than a request is by default. */
  maxBodyBytes?: number
}

/** An operation as a router declares it. */
type Declaration = Partial<RestRules> &
  Pick<RestRules, 'scope'> & { id: string; summary: string; description?: string }

/**
 * The metadata by which a procedure becomes an operation of the public API:
 * `.meta(operation('GET /assets', { id: 'listAssets', summary: 'List assets', scope: 'assets:read' }))`.
 */
export function operation(
  route: `${Method} /${string}`,
  {
    id,
    summary,
    description,
    scope,
    status = 200,
    errors = [],
    movesCredits = false,
    maxBodyBytes,
  }: Declaration,
): RestMeta {
  const [method, path] = route.split(' ') as [Method, `/${string}`]
  return {
    openapi: {
      method,
      path,
      operationId: id,
      summary,
      ...(description && { description }),
      tags: [path.split('/')[1] ?? ''],
      protect: true,
      errorResponses: {},
    },
    rest: { scope, status, errors, movesCredits, ...(maxBodyBytes && { maxBodyBytes }) },
  }
}
