import type { ProductState } from '@studio/core/stores'
import type { StoreConnector } from '../port.ts'

/** What goes on in a shop without the connector: its own people, and trouble on the way. */
export type Shop = {
  setAlt(mediaId: string, alt: string): Promise<void>
  /** Deletes a picture for good, wherever it is shown. */
  deleteFile(mediaId: string): Promise<void>
  deleteProduct(productId: string): Promise<void>
  /** The ids of every picture in the shop, on a product or on none. */
  listFiles(): Promise<string[]>
  /**
   * Of the calls that change something from now on, the `nth` (1 is the next) is carried out and its answer lost.
   * What is answered tells whether that has happened.
   */
  loseAnswer(nth: number): () => boolean
  /** From now on, everything is answered with a web page in place of the API's answer. */
  answerPages(): void
  /** The credentials are worth nothing any more. */
  revokeAccess(): void
}

/** A connector on a shop to be tested. */
export type StoreSubject = {
  connector: StoreConnector
  shop: Shop
  /** Has at least three ready pictures with different alternative texts, and two variants, the first of which shows one. */
  productId: string
  /** Has at least one picture, none of them of the first product. */
  otherProductId: string
  /** Has as many pictures as the store takes; null where the store sets no limit. */
  fullProductId: string | null
  /** Puts the shop back to how it was, with ids, access and all. */
  reset(): Promise<void>
  close(): Promise<void>
}

/** Never aborted. */
export const patient = new AbortController().signal

/** Reads a product that is known to be there. @throws Error when it is not */
export async function readProduct(
  { connector, productId }: StoreSubject,
  id = productId,
): Promise<ProductState> {
  const found = await connector.readProduct(id, patient)
  if (!found) throw new Error(`product ${id} is gone`)
  return found
}

/** The ids of a product's pictures, in their order. */
export const idsOf = ({ media }: ProductState): string[] => media.map(({ foreignId }) => foreignId)

/** All of a product that publications are about. */
export const shapeOf = ({ media, variants }: ProductState) => ({
  media: media.map(({ foreignId, alt }) => ({ foreignId, alt })),
  variants: variants.map(({ foreignId, mediaId }) => ({ foreignId, mediaId })),
})
