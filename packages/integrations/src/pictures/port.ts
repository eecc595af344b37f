import type { UploadMime } from '@studio/core/assets'
import type { AiMarking } from '@studio/core/generations'

/** What a picture's header says, before anything is decoded. Sizes are upright pixels. */
export type PictureHeader = { widthPx: number; heightPx: number }

/** The small ones of a picture: WebP, upright, sRGB, without any metadata but the AI marking. */
export type Derivatives = {
  widthPx: number
  heightPx: number
  hasAlpha: boolean
  /** ThumbHash (evanw.github.io/thumbhash), base64: a blurred miniature in about 25 bytes. */
  thumbHash: string
  thumb: Uint8Array
  preview: Uint8Array
}

/** A photo fit to be sent to a provider. */
export type PreparedPhoto = { bytes: Uint8Array; mime: 'image/jpeg' | 'image/png' | 'image/webp' }

/** The port to reading and making picture files. */
export type Pictures = {
  /** Whether this installation can decode the type; HEIC needs a decoder that is not always there. */
  canRead(mime: UploadMime): boolean
  /** Reads only the header of a file. @throws PictureUnreadable */
  readHeader(path: string): Promise<PictureHeader>
  /** Decodes a picture and makes its derivatives. @throws PictureUnreadable for damaged bytes */
  derive(bytes: Uint8Array, marking?: AiMarking): Promise<Derivatives>
  /** Makes a photo fit to be sent to a provider: upright, sRGB, at most 2048 px and 7 MiB, no metadata. @throws PictureUnreadable */
  prepareSource(bytes: Uint8Array): Promise<PreparedPhoto>
  /** Writes the AI marking into a file without touching a pixel where the format allows (JPEG, PNG). */
  mark(bytes: Uint8Array, mime: string, marking: AiMarking): Promise<Uint8Array>
}

/** The bytes are not a whole, decodable picture. */
export class PictureUnreadable extends Error {
  override readonly name = 'PictureUnreadable'
}
