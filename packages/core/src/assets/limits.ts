/** The largest upload, in bytes. */
export const MAX_UPLOAD_BYTES = 25 * 1024 * 1024

/** The most pixels an upload may decode to; checked from the header before anything is decoded. */
export const MAX_UPLOAD_PIXELS = 50_000_000

/** What can be uploaded: the MIME type found in the bytes, and the file ending we use for it. */
export const UPLOAD_TYPES = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/heic': 'heic',
} as const

/** A MIME type that can be uploaded. */
export type UploadMime = keyof typeof UPLOAD_TYPES

/** File endings of everything that is stored: uploads, and what providers make. */
export const FILE_ENDINGS: Readonly<Record<string, string>> = { ...UPLOAD_TYPES, 'video/mp4': 'mp4' }

/** Whether a MIME type can be uploaded. */
export function isUploadMime(mime: string): mime is UploadMime {
  return Object.hasOwn(UPLOAD_TYPES, mime)
}

/** The derivatives of every picture: longest side in pixels; WebP, upright, without metadata but the AI marking. */
export const DERIVATIVES = { thumb: { maxSidePx: 480 }, preview: { maxSidePx: 1600 } } as const

/** The sizes that every picture and video has once it is ready. */
export const USUAL_SIZES = ['thumb', 'preview', 'original'] as const

/** A size a picture can be asked for in. */
export const ASSET_SIZES = [...USUAL_SIZES, 'mask'] as const

/** A size a picture can be asked for in; `mask` is what a cut-out was made with, where there is one. */
export type AssetSize = (typeof ASSET_SIZES)[number]
