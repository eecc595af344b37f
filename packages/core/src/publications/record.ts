import type { ProductState } from '../stores/index.ts'

/** Where a publication stands. Only `planned`, `conflict`, `failed` and `published` are at rest. */
export const PUBLICATION_STATUSES = [
  'planned',
  'queued',
  'running',
  'reverting',
  'published',
  'conflict',
  'failed',
  'stuck',
] as const

/** Where a publication stands. */
export type PublicationStatus = (typeof PUBLICATION_STATUSES)[number]

/** These have begun to change a product, and have not come to rest. */
export const BEGUN_STATUSES = ['running', 'reverting', 'stuck'] as const satisfies PublicationStatus[]

/**
 * A picture whose bytes a snapshot keeps, under `snapshotKey`. `assetId` is the asset of ours that it was made from; null
 * for the store's own pictures.
 */
export type KeptBytes = {
  mediaId: string
  mime: string
  sha256: string
  sizeBytes: number
  assetId: string | null
}

/**
 * How a product was when a publication began: enough to put everything back. `kept` are the bytes of every picture
 * that the publication takes off the product.
 */
export type Snapshot = { product: ProductState; kept: readonly KeptBytes[] }

/** Something that a person should know before they approve; none of them keeps the plan from being made. */
export type Warning =
  /** What shoppers see first becomes a picture that was made by AI. */
  | { what: 'first_is_generated'; assetId: string }
  /** The picture is larger than the store takes: a smaller copy is sent. */
  | {
      what: 'scaled'
      assetId: string
      widthPx: number
      heightPx: number
      toWidthPx: number
      toHeightPx: number
    }
  /** Afterwards the product has as many media as the store takes at most. */
  | { what: 'media_limit_reached'; limit: number }
  /** To make room, pictures are taken off before others are added. */
  | { what: 'removes_first' }
  /** A picture is to be shown without an alternative text. */
  | { what: 'alt_missing'; assetId: string }
  /** Afterwards the product shows no picture at all. */
  | { what: 'no_picture_left' }
  /** Undoing also takes back what was changed after the publication: an order, words, or what a variant shows. */
  | { what: 'changed_since' }

/**
 * What reading back at the end has shown. `intact`: the file that the store serves carries the AI marking.
 * `lost`: it does not, since the store serves a copy of its own making. `none`: there was none to keep.
 */
export type Verification = {
  readAt: string
  markings: readonly { assetId: string; mediaId: string; marking: 'intact' | 'lost' | 'none' | 'unread' }[]
}

/**
 * Why a publication could not be made: what happened, and what to do. Nothing of it was left behind in the store, unless it
 * says so.
 */
export const PUBLICATION_FAILURES = {
  access_revoked: 'The store no longer lets Studio Pro in. Connect it again, then go on from here.',
  scope_missing: 'The store does not allow Studio Pro to change pictures. Connect it again and allow it.',
  store_unreachable: 'The store did not answer for too long. Try again later.',
  store_refused: 'The store refused the change.',
  product_gone: 'The product is no longer in the store.',
  media_gone: 'A picture that the plan speaks of is no longer in the store.',
  media_limit: 'The product has as many pictures as the store allows.',
  media_refused: 'The store could not process a picture. Another format or a smaller size may work.',
  alt_too_long: 'The store takes shorter alternative texts.',
  asset_gone: 'A picture of the plan was deleted from the library.',
  not_as_planned:
    'Read back, the product was not as planned, perhaps because somebody changed it at the same time.',
  not_taken_back:
    'It failed half-way, and the store did not let all of it be taken back. Look at the product in the store.',
  internal: 'Something went wrong on our side. What was done was taken back.',
  undone_by_store: 'The store was disconnected before the publication was made.',
  taken_back: 'The store was disconnected while the publication was being made.',
  left_half_way:
    'The store was disconnected half-way, so that nothing could be taken back any more. Look at the product in the store.',
} as const

/** Why a publication could not be made. */
export type PublicationFailure = keyof typeof PUBLICATION_FAILURES
