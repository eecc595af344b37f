import { createAdminApiClient } from '@shopify/admin-api-client'
import type { StoreFailureCode } from '@studio/core/stores'
import { StoreFailure } from '../store-connector/index.ts'
import { API_VERSION } from './documents.ts'
import { readLimited } from './read-limited.ts'
import type { ShopAddress } from './shop-address.ts'

/** Runs a document and answers its data. @throws StoreFailure */
export type Ask = <Data>(
  document: string,
  variables: Record<string, unknown>,
  signal: AbortSignal,
) => Promise<Data>

/** How one shop is asked. */
export type AskOptions = {
  shop: string
  address: ShopAddress
  /** A token that is good now; asked for before every call, because it may have been replaced. */
  accessToken: (after401: boolean) => Promise<string>
  /** Waits, in milliseconds, unless the signal says to let go. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>
}

/** The longest that one call waits for the shop to let it through, in all. */
const MAX_WAIT_MS = 60_000

const CALL_TIMEOUT_MS = 30_000

/** Ten products with everything are some hundred kilobytes. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024

/** Answers that have no body (Fetch, null body status). */
const BODILESS = new Set([204, 205, 304])

type Cost = {
  requestedQueryCost?: number
  throttleStatus?: { currentlyAvailable?: number; restoreRate?: number }
}

type GraphQlError = { message?: string; extensions?: { code?: string } }

/**
 * Makes the one function that everything goes through to a shop. It waits where Shopify says that the shop's budget of
 * cost is spent (which it says with status 200), and takes a fresh token once when the present one was refused.
 */
export function createAsk({ shop, address, accessToken, pause }: AskOptions): Ask {
  async function send(
    document: string,
    variables: Record<string, unknown>,
    token: string,
    signal: AbortSignal,
  ) {
    let excess: StoreFailure | null = null
    const client = createAdminApiClient({
      storeDomain: shop,
      apiVersion: API_VERSION,
      accessToken: token,
      retries: 0,
      async customFetchApi(input, init) {
        const { pathname } = new URL(String(input))
        const response = await fetch(address(shop, pathname), {
          ...init,
          // The token would go along.
          redirect: 'error',
          signal: AbortSignal.any([signal, AbortSignal.timeout(CALL_TIMEOUT_MS)]),
        } as RequestInit)
        const bytes = await readLimited(response, MAX_ANSWER_BYTES).catch((error) => {
          // The client makes a failure of the network of it.
          if (error instanceof StoreFailure) excess = error
          throw error
        })
        const { status, statusText, headers } = response
        return new Response(BODILESS.has(status) ? null : bytes, { status, statusText, headers })
      },
    })
    const answer = await client.request(document, { variables })
    if (excess) throw excess
    return answer
  }

  return async function ask<Data>(
    document: string,
    variables: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<Data> {
    let waitedMs = 0
    let isRefreshed = false
    for (;;) {
      signal.throwIfAborted()
      const { data, errors, extensions } = await send(
        document,
        variables,
        await accessToken(isRefreshed),
        signal,
      )
      signal.throwIfAborted()
      if (!errors) return data as Data
      const status = errors.networkStatusCode
      const graphQlErrors = (errors.graphQLErrors ?? []) as GraphQlError[]
      if (status === 401 && !isRefreshed) {
        isRefreshed = true
        continue
      }
      const waitMs = waitFor(status, graphQlErrors, extensions?.cost as Cost | undefined, errors.response)
      if (waitMs === null) throw toFailure(status, graphQlErrors)
      if (waitedMs + waitMs > MAX_WAIT_MS)
        throw new StoreFailure('throttled', `waited ${waitedMs} ms`, { retryAfterMs: waitMs })
      waitedMs += waitMs
      await pause(waitMs, signal)
    }
  }
}

/** How long to wait before the same call may go through; null when waiting would not help. */
function waitFor(
  status: number | undefined,
  errors: readonly GraphQlError[],
  cost: Cost | undefined,
  response: Response | undefined,
): number | null {
  if (errors.some(({ extensions }) => extensions?.code === 'THROTTLED')) {
    const { currentlyAvailable = 0, restoreRate = 100 } = cost?.throttleStatus ?? {}
    const missing = Math.max(1, (cost?.requestedQueryCost ?? restoreRate) - currentlyAvailable)
    return Math.ceil((missing / Math.max(1, restoreRate)) * 1000)
  }
  if (status !== 429) return null
  return Math.max(1, Number(response?.headers.get('retry-after') ?? 2) || 2) * 1000
}

const BY_STATUS: Record<number, StoreFailureCode> = {
  401: 'access_revoked',
  402: 'refused',
  403: 'scope_missing',
  404: 'not_a_store',
  423: 'refused',
  430: 'refused',
}

function toFailure(status: number | undefined, errors: readonly GraphQlError[]): StoreFailure {
  const codes = errors.map(({ extensions }) => extensions?.code ?? 'no code').join(', ')
  const diagnosis = [status === undefined ? 'no answer' : `HTTP ${status}`, codes].filter(Boolean).join(', ')
  if (errors.some(({ extensions }) => extensions?.code === 'ACCESS_DENIED'))
    return new StoreFailure('scope_missing', diagnosis)
  if (errors.length > 0) {
    const isPassing = errors.every(({ extensions }) => extensions?.code === 'INTERNAL_SERVER_ERROR')
    return new StoreFailure(isPassing ? 'unreachable' : 'refused', diagnosis)
  }
  // An answer that is no JSON, a proxy's page for instance, has a status of 200 and nothing else.
  return new StoreFailure((status !== undefined && BY_STATUS[status]) || 'unreachable', diagnosis)
}
