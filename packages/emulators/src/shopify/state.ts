import type { PictureProblem } from './pictures.ts'

/** An app as Shopify knows it. */
export type App = { clientId: string; clientSecret: string }

/** A file of a shop; on no, one or several products. Its state follows from the time. */
export type StoredFile = {
  id: string
  alt: string
  fileName: string
  /** What is in it; null where it could not be fetched. */
  picture: { key: string; mime: string; widthPx: number; heightPx: number } | null
  /** What ends its processing badly; null for one that will be, or is, ready. */
  problem: PictureProblem | null
  createdAtMs: number
  readyAtMs: number
}

/** A variant of a product, and the picture that it shows. */
export type Variant = { id: string; title: string; sku: string; price: string; mediaId: string | null }

/** A product; `mediaIds` name files, in their order. */
export type Product = {
  id: string
  title: string
  handle: string
  status: 'ACTIVE' | 'DRAFT' | 'ARCHIVED'
  productType: string
  vendor: string
  descriptionHtml: string
  mediaIds: string[]
  variants: Variant[]
  createdAtMs: number
  updatedAtMs: number
}

/** What one token opens. A refresh token dies once what it brought is used (shopify.dev, offline access tokens). */
export type Token = {
  clientId: string
  scopes: string[]
  /** Null for one that does not end. */
  expiresAtMs: number | null
  /** The refresh token that brought it, which its first use ends. */
  broughtBy: string | null
}

/** What gets the next pair of tokens. */
export type RefreshToken = { clientId: string; scopes: string[]; expiresAtMs: number }

/** Where bytes may be uploaded to, and those that were. */
export type StagedUpload = {
  fileName: string
  mime: string
  method: 'PUT' | 'POST'
  pictureKey: string | null
  expiresAtMs: number
}

/** A new order that is made later. */
export type ReorderJob = {
  id: string
  productId: string
  moves: { id: string; newPosition: number }[]
  doneAtMs: number
  isApplied: boolean
}

/** A query over everything, and its answer as lines of JSON. */
export type BulkOperation = {
  id: string
  query: string
  createdAtMs: number
  runsAtMs: number
  doneAtMs: number
  lines: string[]
  rootCount: number
  errorCode: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT' | null
  isCanceled: boolean
}

/** Who wants to be told of what, and of which fields of it; of all where none is named. */
export type Subscription = {
  id: string
  topic: string
  uri: string
  includeFields: string[]
  clientId: string
  createdAtMs: number
}

/** One shop, as plain data: it is written to a file, and copied for reads that are late. */
export type Shop = {
  domain: string
  id: number
  name: string
  /** The owner's own app, which gets tokens by its credentials; null where there is none. */
  ownApp: App | null
  products: Record<string, Product>
  files: Record<string, StoredFile>
  tokens: Record<string, Token>
  refreshTokens: Record<string, RefreshToken>
  codes: Record<string, { clientId: string; scopes: string[]; expiresAtMs: number }>
  staged: Record<string, StagedUpload>
  jobs: Record<string, ReorderJob>
  bulkOperations: Record<string, BulkOperation>
  subscriptions: Record<string, Subscription>
}

/** All shops, by their domain. */
export type World = { shops: Record<string, Shop>; lastNumber: number }

/** An empty shop. */
export function createShop(world: World, domain: string, name: string, ownApp: App | null): Shop {
  world.lastNumber += 1
  const shop: Shop = {
    ...{ domain, id: world.lastNumber, name, ownApp },
    ...{ products: {}, files: {}, tokens: {}, refreshTokens: {}, codes: {} },
    ...{ staged: {}, jobs: {}, bulkOperations: {}, subscriptions: {} },
  }
  world.shops[domain] = shop
  return shop
}

/** The next id of a kind; ids of one kind grow with time, and numbers are never used twice. */
export function newGid(world: World, kind: string): string {
  world.lastNumber += 1
  return `gid://shopify/${kind}/${world.lastNumber}`
}

/** The number at the end of an id. */
export const numberOf = (gid: string): number => Number(gid.split('/').at(-1))
