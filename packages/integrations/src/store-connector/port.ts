import type {
  ProductState,
  ShopifyCredentials,
  StoreCredentials,
  StoreFailureCode,
  StoreLimits,
  StorePlatform,
} from '@studio/core/stores'

/**
 * A picture to add. `marker` is ours, unique, and the same however often the step is repeated: the connector puts it
 * into the file's name, so that a picture whose answer was lost is found and not added twice.
 */
export type NewMedia = { bytes: Uint8Array; mime: string; fileName: string; alt: string; marker: string }

/** The store's answer to an addition: its id for the picture, which may still be processed. */
export type AddedMedia = { foreignId: string }

/** Whether a picture is there for people to see. `problem` is the store's own reason. */
export type MediaReadiness =
  | { state: 'processing' }
  | { state: 'ready' }
  | { state: 'failed'; problem: string }

/**
 * The port to one connected store. Every writing call is safe to repeat: what is already as wanted is left alone. No
 * call changes anything but the product and the pictures it names.
 * @throws StoreFailure for everything that goes wrong; aborting the signal ends a call at once
 */
export type StoreConnector = {
  platform: StorePlatform
  limits: StoreLimits
  /** The store's own name and address, which also proves that the credentials work. */
  describe(signal: AbortSignal): Promise<{ name: string; address: string; scopes: readonly string[] }>
  /** Every product with all its media, one after the other, as cheaply as the platform allows. */
  readCatalogue(signal: AbortSignal): AsyncIterable<ProductState>
  /** Null when there is no such product any more. */
  readProduct(productId: string, signal: AbortSignal): Promise<ProductState | null>
  /** The bytes of a picture as the store has it, at most `maxBytes`. */
  readMedia(url: string, maxBytes: number, signal: AbortSignal): Promise<{ bytes: Uint8Array; mime: string }>
  /** Adds a picture at the end of the product's media. */
  addMedia(productId: string, media: NewMedia, signal: AbortSignal): Promise<AddedMedia>
  /** The id of what `addMedia` has brought into the store under this name, on the product or not yet; null for nothing. */
  findMedia(media: Pick<NewMedia, 'fileName' | 'marker'>, signal: AbortSignal): Promise<string | null>
  checkMedia(productId: string, mediaId: string, signal: AbortSignal): Promise<MediaReadiness>
  setAlt(productId: string, mediaId: string, alt: string, signal: AbortSignal): Promise<void>
  /** Puts the product's media into this order; ids that it does not name keep theirs behind them. */
  reorder(productId: string, mediaIds: readonly string[], signal: AbortSignal): Promise<void>
  /** Shows a picture with a variant; null takes away what it shows. */
  linkVariant(
    productId: string,
    variantId: string,
    mediaId: string | null,
    signal: AbortSignal,
  ): Promise<void>
  /** Takes a picture off the product; its file stays in the store. */
  detachMedia(productId: string, mediaId: string, signal: AbortSignal): Promise<void>
  /** Deletes a file for good; only ever called for one that we added and that is on no product any more. */
  deleteMedia(mediaId: string, signal: AbortSignal): Promise<void>
  /** Puts a file that was taken off, and is still in the store, back on the product; false when it is gone. */
  attachMedia(productId: string, mediaId: string, signal: AbortSignal): Promise<boolean>
  /**
   * Has the store tell us at this address, and at no other one of ours, when its products change. `secret` signs what
   * it sends where the platform does not sign with the app's own.
   */
  watch(callbackUrl: string, secret: string, signal: AbortSignal): Promise<void>
  /** Has it tell us no more. */
  unwatch(signal: AbortSignal): Promise<void>
  /** Gives back what it let us in with, where that was made for us alone: it is worth nothing afterwards. */
  leave(signal: AbortSignal): Promise<void>
}

/** A store to be worked on, and what it lets us in with. */
export type StoreAccess = {
  platform: StorePlatform
  shop: string
  /**
   * Credentials that are good now. `after401`: those answered last were refused, so others are wanted.
   * @throws StoreFailure `access_revoked` when there are none any more
   */
  credentials(after401: boolean): Promise<StoreCredentials>
}

/** Opens the connector of a store, whatever its platform. */
export type OpenConnector = (access: StoreAccess) => StoreConnector

/** `diagnosis` is for the log: the store's status or code, never content or credentials. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure'
  readonly code: StoreFailureCode
  readonly diagnosis: string
  readonly retryAfterMs: number | undefined

  constructor(code: StoreFailureCode, diagnosis: string, more: { retryAfterMs?: number } = {}) {
    super(`${code}: ${diagnosis}`)
    this.code = code
    this.diagnosis = diagnosis
    this.retryAfterMs = more.retryAfterMs
  }
}

/** Who looks at the page inside Shopify's admin: the shop, and its member of staff. */
export type ShopVisitor = { shop: string; userId: string }

/** By what a shop's tokens are asked for: its owner's consent, the pair before, the owner's own app, or a session token. */
export type TokenGrant =
  | { by: 'code'; code: string }
  | { by: 'refresh'; refreshToken: string }
  | { by: 'credentials' }
  | { by: 'session'; sessionToken: string }

/** The operator's app at Shopify: what letting us in takes beside the connector. */
export type ShopifyAppPort = {
  /** A shop's name from what a person typed. @throws DomainError `invalid_input` */
  readShop(typed: string): string
  /** Where the owner is asked to let the app in; null without an app of the operator's. */
  authorizeUrl(shop: string, asked: { redirectUri: string; state: string }): string | null
  /** Whether a redirect from Shopify carries its signature, is no older than it may be, and names one shop throughout. */
  isSignedRedirect(query: URLSearchParams, now: Date): boolean
  /** Whether a webhook from Shopify carries its signature; `app` is the owner's own where they have one. */
  isSignedWebhook(
    rawBody: Uint8Array,
    signature: string | undefined,
    app?: ShopifyCredentials['app'],
  ): boolean
  /** Who looks at the embedded page; null for a token that is not right in all points. */
  readVisitor(sessionToken: string, now: Date): Promise<ShopVisitor | null>
  /**
   * Asks for a shop's tokens; `app` is the owner's own where they have one.
   * @throws StoreFailure `access_revoked` when they are refused for good; `unreachable` when it may be asked again
   */
  getTokens(
    shop: string,
    grant: TokenGrant,
    app: ShopifyCredentials['app'],
    signal: AbortSignal,
  ): Promise<ShopifyCredentials & { scopes: string[] }>
  /** The scopes that are missing of those that publishing takes. */
  missingScopes(granted: readonly string[]): string[]
}
