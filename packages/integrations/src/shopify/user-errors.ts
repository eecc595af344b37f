import type { StoreFailureCode } from '@studio/core/stores'
import { StoreFailure } from '../store-connector/index.ts'

/** What Shopify says, with status 200, of a mutation that it did not do. */
export type UserError = { field?: string[] | null; message: string; code?: string | null }

/** Shopify's codes that mean something to us (shopify.dev, FilesErrorCode, MediaUserErrorCode). */
const CODES: Record<string, StoreFailureCode> = {
  ALT_VALUE_LIMIT_EXCEEDED: 'alt_too_long',
  PRODUCT_MEDIA_LIMIT_EXCEEDED: 'media_limit',
  PRODUCT_DOES_NOT_EXIST: 'product_gone',
  REFERENCE_TARGET_DOES_NOT_EXIST: 'product_gone',
  FILE_DOES_NOT_EXIST: 'media_gone',
  MEDIA_DOES_NOT_EXIST: 'media_gone',
  MEDIA_DOES_NOT_EXIST_ON_PRODUCT: 'media_gone',
  // The product is there, and one of its variants is not.
  PRODUCT_VARIANT_DOES_NOT_EXIST: 'refused',
  PRODUCT_VARIANT_DOES_NOT_EXIST_ON_PRODUCT: 'refused',
  FILE_LOCKED: 'busy',
  NON_READY_STATE: 'busy',
  NON_READY_MEDIA: 'busy',
  MEDIA_CANNOT_BE_MODIFIED: 'busy',
  FILE_STORAGE_LIMIT_EXCEEDED: 'media_refused',
  UNACCEPTABLE_UNVERIFIED_TRIAL_ASSET: 'media_refused',
  UNACCEPTABLE_TRIAL_ASSET: 'media_refused',
}

/** Lets a mutation pass that was done. @throws StoreFailure for the first error otherwise; `ignored` codes count as done */
export function refuseErrors(errors: readonly UserError[], ignored: readonly string[] = []): void {
  const [error] = errors.filter(({ code }) => !code || !ignored.includes(code))
  if (!error) return
  const code = error.code ?? ''
  const isGone = /does not exist|not found/i.test(error.message)
  const gone = error.field?.at(-1) === 'mediaId' ? 'media_gone' : 'product_gone'
  throw new StoreFailure(
    CODES[code] ?? (isGone ? gone : 'refused'),
    `${code || 'no code'} at ${error.field?.join('.') ?? 'no field'}`,
  )
}
