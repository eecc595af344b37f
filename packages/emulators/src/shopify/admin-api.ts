import {
  type DocumentNode,
  GraphQLError,
  getNamedType,
  getOperationAST,
  isObjectType,
  Kind,
  parse,
  validate,
} from 'graphql'
import type { Reply } from '../stand-in/reply.ts'
import { type Budget, MAX_QUERY_COST } from './budget.ts'
import type { Call, Parts } from './call.ts'
import { actualCost, requestedCost } from './cost.ts'
import type { Effect } from './effect.ts'
import { productBody, revokeTokens } from './installations.ts'
import { statusReply, withEffect } from './misbehave.ts'
import { applyDueJobs, deleteProduct } from './product-mutations.ts'
import { jsonReply } from './reply.ts'
import type { Shop } from './state.ts'

/** The version that the emulator speaks; an older one in the address is answered with it, and told so. */
export const API_VERSION = '2026-10'

/** A call to the Admin API as it came in. */
export type AdminRequest = { shop: Shop; token: string | undefined; body: string }

type Asked = {
  query: string
  variables: Record<string, unknown>
  operation: string
  document: DocumentNode | null
}

/** Answers the Admin API of all shops. */
export function createAdminApi(
  parts: Parts,
  budget: Budget,
  late: Map<string, Pick<Shop, 'products' | 'files'>>,
) {
  /** Clients send the same few documents again and again. */
  const validated = new Map<string, readonly GraphQLError[]>()

  return async function answer(request: AdminRequest): Promise<Reply> {
    const { shop, token, body } = request
    const asked = readAsked(body)
    if (!asked) return jsonReply(400, { errors: { query: 'Required parameter missing or invalid' } })
    const { operation, document } = asked
    const isWrite = document !== null && getOperationAST(document)?.operation === 'mutation'
    const effect = parts.scenario.take({ route: 'graphql', shop: shop.domain, operation, isWrite })
    return withEffect(effect, async () => {
      const nowMs = parts.clock.nowMs()
      applyDueJobs(shop, nowMs)
      const found = shop.tokens[token ?? '']
      if (effect?.kind === 'revoked') revokeTokens(shop, found?.clientId ?? '')
      const opened = shop.tokens[token ?? '']
      if (!opened || (opened.expiresAtMs !== null && opened.expiresAtMs <= nowMs)) return statusReply(401)
      if (opened.broughtBy !== null) {
        delete shop.refreshTokens[opened.broughtBy]
        opened.broughtBy = null
      }
      const call: Call = {
        ...{ parts, shop, clientId: opened.clientId, scopes: opened.scopes, isBulk: false },
        catalogue: effect?.kind === 'stale' ? (late.get(shop.domain) ?? shop) : shop,
        touched: new Set(),
        deleted: new Set(),
      }
      return run(asked, call, effect)
    })
  }

  async function run(asked: Asked, call: Call, effect: Effect | undefined): Promise<Reply> {
    const { clock } = parts
    const schema = parts.schema()
    const document = asked.document ?? parseOrRefuse(asked.query)
    if (document instanceof GraphQLError) return answerWith({ errors: [document] })
    const errors = validated.get(asked.query) ?? validate(schema, document)
    validated.set(asked.query, errors)
    if (errors.length > 0) return answerWith({ errors })
    const key = `${call.clientId} ${call.shop.domain}`
    const requested = requestedCost(document, schema, asked.variables)
    if (requested > MAX_QUERY_COST) return answerWith({ errors: [tooDear(requested)] })
    const cost = (actual: number | null) => ({
      cost: {
        requestedQueryCost: requested,
        actualQueryCost: actual,
        throttleStatus: budget.status(key, clock.nowMs()),
      },
    })
    if (effect?.kind === 'throttled' || !budget.take(key, requested, clock.nowMs()))
      return answerWith({ errors: [THROTTLED], extensions: cost(null) })
    if (effect?.kind === 'error')
      return answerWith({ errors: [failure(effect)], extensions: cost(requested) })
    if (effect?.kind === 'user_error')
      return answerWith({ data: refuseAll(document, effect, parts), extensions: cost(requested) })
    if (effect?.kind === 'delete_product') deleteNamed(asked.variables, call)
    const { data, errors: failures } = await parts.execute(document, call, asked.variables)
    tellOthers(call)
    parts.save()
    const actual = actualCost(document, schema, data)
    budget.giveBack(key, requested - actual)
    return answerWith({ data, ...(failures && { errors: failures }), extensions: cost(actual) })
  }
}

function answerWith(json: object): Reply {
  return jsonReply(200, json, { 'x-shopify-api-version': API_VERSION })
}

function readAsked(body: string): Asked | null {
  try {
    const { query, variables } = JSON.parse(body) as {
      query?: unknown
      variables?: Record<string, unknown> | null
    }
    if (typeof query !== 'string') return null
    const document = parseOrRefuse(query)
    const names = document instanceof GraphQLError ? [] : namesIn(document)
    return {
      ...{ query, variables: variables ?? {}, operation: names.join(' ') },
      document: document instanceof GraphQLError ? null : document,
    }
  } catch {
    return null
  }
}

function parseOrRefuse(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query)
  } catch (error) {
    return error as GraphQLError
  }
}

/** A document's own name, and those of what it asks for. */
function namesIn(document: DocumentNode): string[] {
  const operation = getOperationAST(document)
  const fields = operation?.selectionSet.selections ?? []
  return [
    operation?.name?.value ?? '',
    ...fields.flatMap((one) => (one.kind === Kind.FIELD ? one.name.value : [])),
  ]
}

const THROTTLED = {
  message: 'Throttled',
  extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
}

const tooDear = (cost: number) => ({
  message: `Query cost is ${cost}, which exceeds the single query max cost limit (${MAX_QUERY_COST}).`,
  extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost: MAX_QUERY_COST },
})

const failure = ({ code = 'INTERNAL_SERVER_ERROR' }: Effect) => ({
  message:
    code === 'INTERNAL_SERVER_ERROR'
      ? 'Internal error. Looks like something went wrong on our end.\nRequest ID: 00000000-0000-0000-0000-000000000000'
      : 'Access denied.',
  extensions: { code },
})

/** Every mutation of the document answered with a user error, and nothing done. */
function refuseAll(
  document: DocumentNode,
  { code = null }: { code?: string | null },
  { schema }: Parts,
): object {
  const fields = schema().getMutationType()?.getFields() ?? {}
  const names = namesIn(document).filter((name) => fields[name])
  const error = { field: ['id'], message: 'The change was refused.', code }
  return Object.fromEntries(
    names.map((name) => {
      const type = fields[name] && getNamedType(fields[name].type)
      const parts = isObjectType(type) ? Object.keys(type.getFields()) : []
      return [name, Object.fromEntries(parts.map((part) => [part, /errors$/i.test(part) ? [error] : null]))]
    }),
  )
}

/** Deletes the products whose ids are anywhere in the variables. */
function deleteNamed(variables: object, call: Call): void {
  for (const [id] of JSON.stringify(variables).matchAll(/gid:\/\/shopify\/Product\/\d+/g))
    deleteProduct(id, call)
}

function tellOthers({ parts, shop, touched, deleted }: Call): void {
  for (const id of touched) {
    const product = shop.products[id]
    if (product) void parts.webhooks.tell(shop, 'products/update', productBody(product))
  }
  for (const id of deleted) {
    void parts.webhooks.tell(shop, 'products/delete', { id: Number(id.split('/').at(-1)) })
  }
}
