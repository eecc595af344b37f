import type { ProductState, StoreLimits, StorePlatform } from '@studio/core/stores'

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
}

/** Why a store could not be asked or would not do it. */
export type StoreFailureCode =
  | 'access_revoked'
  | 'scope_missing'
  | 'throttled'
  | 'unreachable'
  | 'not_a_store'
  | 'product_gone'
  | 'media_gone'
  | 'media_limit'
  | 'media_refused'
  | 'alt_too_long'
  | 'busy'
  | 'refused'

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
