import { type DocumentNode, type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql'
import type { EmulatorClock } from '../stand-in/clock.ts'
import type { PictureStore } from './pictures.ts'
import type { Scenario } from './scenario.ts'
import type { App, Shop, World } from './state.ts'
import type { Webhooks } from './webhooks.ts'

/**
 * How long things take. `instant`: they are done once they are begun. `stepped`: as long as at Shopify, by a clock that
 * stands still until `advance`. `lively`: about a second.
 */
export type Pace = 'instant' | 'stepped' | 'lively'

/** What everything in the emulator works with. */
export type Parts = {
  world: World
  clock: EmulatorClock
  pace: Pace
  pictures: PictureStore
  scenario: Scenario
  webhooks: Webhooks
  /** The operator's app, and where its pages and its door for webhooks are; null as long as nobody said. */
  app: App
  appUrl: () => string | null
  baseUrl: string
  /** Shopify's own; built when it is first needed. */
  schema: () => GraphQLSchema
  /** Answers a document that was found to be right. */
  execute: (
    document: DocumentNode,
    call: Call,
    variables?: Record<string, unknown>,
  ) => Promise<ExecutionResult>
  /** What a cut-off write to the disk must not lose. */
  save: () => void
}

/** One call to a shop's Admin API: who asks, and what it came to. */
export type Call = {
  parts: Parts
  shop: Shop
  clientId: string
  scopes: readonly string[]
  /** What is read: the shop as it is, or as it was, where reads are late. */
  catalogue: Pick<Shop, 'products' | 'files'>
  /** Whether lists are answered whole, as in a bulk operation. */
  isBulk: boolean
  /** Products that were changed, or deleted, and of which others are told. */
  touched: Set<string>
  deleted: Set<string>
}

/** How one field is answered. */
export type Resolver = (args: never, call: Call) => unknown

/** How long things take in milliseconds: by the time that a stepped clock counts, and otherwise. */
const DURATIONS = {
  media: { instant: 0, stepped: 2000, lively: 1500 },
  reorder: { instant: 0, stepped: 1000, lively: 800 },
  bulk: { instant: 0, stepped: 5000, lively: 2000 },
} as const

/** When something that begins now is done. */
export function doneAt({ clock, pace }: Parts, what: keyof typeof DURATIONS): number {
  return clock.nowMs() + DURATIONS[what][pace]
}

/** The way Shopify writes a time. */
export const toTime = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')

/** Whether a token's scopes allow what a field asks for: `write_x` implies `read_x`. */
function hasScope(scopes: readonly string[], asked: string): boolean {
  return scopes.includes(asked) || scopes.includes(asked.replace(/^read_/, 'write_'))
}

/** @throws GraphQLError `ACCESS_DENIED` (shopify.dev, access scopes) */
export function requireScope(call: Call, scope: string, field: string): void {
  if (hasScope(call.scopes, scope)) return
  const requiredAccess = `\`${scope}\` access scope.`
  throw new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
    extensions: {
      code: 'ACCESS_DENIED',
      documentation: 'https://shopify.dev/api/usage/access-scopes',
      requiredAccess,
    },
  })
}

/** Marks a product as changed. */
export function touch(call: Call, productId: string): void {
  const product = call.shop.products[productId]
  if (!product) return
  product.updatedAtMs = call.parts.clock.nowMs()
  call.touched.add(productId)
}
