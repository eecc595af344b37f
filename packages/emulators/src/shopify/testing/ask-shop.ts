import type { ShopifyEmulator } from '../emulator.ts'

/** What the Admin API answers. */
export type Answer = {
  data?: Record<string, never> | null
  errors?: { message: string; extensions?: { code?: string } }[]
  extensions?: {
    cost: {
      requestedQueryCost: number
      actualQueryCost: number | null
      throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number }
    }
  }
}

/** Asks a shop's Admin API as any client would. */
export async function askShop(
  { url }: ShopifyEmulator,
  shop: string,
  token: string,
  query: string,
  variables: object = {},
): Promise<{ status: number; answer: Answer }> {
  const response = await fetch(`${url}/shops/${shop}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-shopify-access-token': token },
    body: JSON.stringify({ query, variables }),
  })
  return { status: response.status, answer: (await response.json()) as Answer }
}
