import { createHash } from 'node:crypto'
import type { Answer } from '@studio/services/stored-answers'
import { callTRPCProcedure } from '@trpc/server'
import type { Request } from 'express'
import { appRouter } from '../trpc/router.ts'
import { explain } from '../trpc/trpc.ts'
import { jsonAnswer } from './answer.ts'
import type { RestMeta } from './operation.ts'
import type { Operation, RestCall } from './operations.ts'

type Parser = { shape?: Record<string, { safeParse(value: unknown): { success: boolean } }> }
type ProcedureDef = { type: 'query' | 'mutation'; meta?: RestMeta; inputs: Parser[] }

/** Every procedure, by its path in the router. */
const procedures = appRouter._def.procedures as unknown as Record<string, { _def: ProcedureDef }>

/** The procedures that say of themselves that the public API offers them. */
export function procedureOperations(): Operation[] {
  return Object.entries(procedures).flatMap(([path, { _def }]) => {
    const { openapi, rest } = _def.meta ?? {}
    if (!openapi || !rest) return []
    const lists = listFields(_def.inputs)
    const knowsKeys = _def.inputs.some(({ shape = {} }) => 'idempotencyKey' in shape)
    return {
      id: openapi.operationId,
      method: openapi.method,
      path: openapi.path,
      rules: rest,
      readsBody: false,
      perform: (call: RestCall) =>
        callProcedure(path, _def.type, readInput(call, lists, knowsKeys), call, rest.status),
    }
  })
}

/** Calls the procedure as tRPC itself would. @throws DomainError for what it refuses, anything else for a defect */
async function callProcedure(
  path: string,
  type: ProcedureDef['type'],
  input: unknown,
  { context, req }: RestCall,
  status: number,
): Promise<Answer> {
  try {
    const output = await callTRPCProcedure({
      router: appRouter,
      path,
      type,
      ctx: context,
      getRawInput: async () => input,
      signal: abortSignalOf(req),
      batchIndex: 0,
    })
    return status === 204
      ? { status, headers: {}, body: null }
      : jsonAnswer(status, output, chargedOf(output))
  } catch (error) {
    throw explain(error)
  }
}

/** What an answer that is a generation says it has cost so far. */
function chargedOf(output: unknown): Record<string, string> {
  const { charged } = (output as { credits?: { charged?: number } | null })?.credits ?? {}
  return charged === undefined ? {} : { 'x-credits-charged': String(charged) }
}

/** What the caller sends: of a read its query, of a write its body; what the path names goes before both. */
function readInput(
  { req, params, body, key }: RestCall,
  lists: readonly string[],
  knowsKeys: boolean,
): unknown {
  const isObject = body !== null && typeof body === 'object' && !Array.isArray(body)
  if (req.method === 'PUT') return isObject ? { ...body, ...params } : body
  if (req.method !== 'POST') return { ...readQuery(req, lists), ...params }
  if (Object.keys(params).length > 0) return params
  // The key comes in the header alone; use cases that know keys of their own make sure of the effect by it.
  return isObject && knowsKeys ? { ...body, idempotencyKey: key ? ownKey(key) : undefined } : body
}

/** A key of this door, apart from those that the web app makes. */
function ownKey(key: string): string {
  return `rest:${createHash('sha256').update(key).digest('hex')}`
}

/** A parameter that may be given several times is a list even when it is given once. */
function readQuery(req: Request, lists: readonly string[]): Record<string, unknown> {
  const query: Record<string, unknown> = { ...req.query }
  for (const name of lists) {
    if (typeof query[name] === 'string') query[name] = [query[name]]
  }
  return query
}

/** The fields of an input that are lists: those that take one. */
function listFields(inputs: readonly Parser[]): string[] {
  return inputs.flatMap(({ shape = {} }) =>
    Object.entries(shape).flatMap(([name, field]) => (field.safeParse([]).success ? [name] : [])),
  )
}

function abortSignalOf(req: Request): AbortSignal {
  const aborting = new AbortController()
  req.once('aborted', () => aborting.abort())
  return aborting.signal
}
