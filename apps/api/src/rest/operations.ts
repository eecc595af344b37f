import { DomainError } from '@studio/core/kernel'
import type { Answer } from '@studio/services/stored-answers'
import type { Request } from 'express'
import type { Context } from '../trpc/trpc.ts'
import type { Method, RestRules } from './operation.ts'

/** A call of an operation: the request, what its path names, its parsed body, and who asks. */
export type RestCall = {
  req: Request
  params: Record<string, string>
  body: unknown
  /** The idempotency key, or null. */
  key: string | null
  context: Context
}

/** One operation of the public API. */
export type Operation = {
  id: string
  method: Method
  /** Such as `/assets/{id}`. */
  path: string
  rules: RestRules
  /** Whether it reads the request's body by itself. */
  readsBody: boolean
  perform(call: RestCall): Promise<Answer>
}

/** What was found at an address. */
export type Match = { operation: Operation; params: Record<string, string> }

/** Finds operations by method and path. */
export type RouteTable = {
  /**
   * @throws DomainError `not_found` where nothing is; `method_not_allowed`, with the methods that are, in
   * `details.allow`; `invalid_input` for an address that cannot be decoded
   */
  find(method: string, path: string): Match
}

/** Makes the table of all operations. HEAD is answered as GET is, without the body. */
export function createRouteTable(operations: readonly Operation[]): RouteTable {
  const routes = operations.map((operation) => ({ operation, pattern: toPattern(operation.path) }))
  return {
    find(method, path) {
      const wanted = method === 'HEAD' ? 'GET' : method
      const allowed: string[] = []
      for (const { operation, pattern } of routes) {
        const match = pattern.exec(path)
        if (!match) continue
        if (operation.method === wanted) return { operation, params: decode(match.groups) }
        allowed.push(...(operation.method === 'GET' ? ['GET', 'HEAD'] : [operation.method]))
      }
      if (allowed.length === 0) throw new DomainError('not_found', 'There is nothing at this address.')
      const allow = [...allowed, 'OPTIONS'].join(', ')
      throw new DomainError('method_not_allowed', `This address takes ${allow}.`, { allow })
    },
  }
}

function toPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(.+?)\}/g, (_, name) => `(?<${name}>[^/]+)`)}/?$`)
}

function decode(groups: Record<string, string> = {}): Record<string, string> {
  try {
    return Object.fromEntries(
      Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
    )
  } catch {
    throw new DomainError('invalid_input', 'This address cannot be decoded.')
  }
}
