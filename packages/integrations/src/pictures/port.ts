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

/** As of a picture, made of the video's first frame; and how long it plays. */
export type VideoDerivatives = Derivatives & { durationMs: number }

/** How a video is looked at: its marking, and the picture it begins with, for machines that decode no video. */
export type VideoReading = { marking?: AiMarking | undefined; firstFrame?: Uint8Array | undefined }

/** How large a picture may be, in pixels and in bytes, and what kind of file; if nobody says, JPEG, or WebP where it has an alpha channel. */
export type PictureFit = {
  widthPx: number
  heightPx: number
  maxBytes: number
  mime?: PreparedPhoto['mime'] | undefined
}

/** A photo fit to be sent to a provider, a store or a channel. */
export type PreparedPhoto = { bytes: Uint8Array; mime: 'image/jpeg' | 'image/png' | 'image/webp' }

/** The port to reading and making picture files. */
export type Pictures = {
  /** Whether this installation can decode the type; HEIC needs a decoder that is not always there. */
  canRead(mime: UploadMime): boolean
  /** Reads only the header of a file. @throws PictureUnreadable */
  readHeader(path: string): Promise<PictureHeader>
  /** Decodes a picture and makes its derivatives. @throws PictureUnreadable for damaged bytes */
  derive(bytes: Uint8Array, marking?: AiMarking): Promise<Derivatives>
  /** A small copy to be looked at (WebP, upright, without any metadata), as large as a thumb. @throws PictureUnreadable */
  shrink(bytes: Uint8Array): Promise<Uint8Array>
  /**
   * Reads an MP4 through and makes its derivatives of its first frame; where that cannot be decoded, of `firstFrame`.
   * @throws PictureUnreadable for damaged bytes
   */
  deriveVideo(bytes: Uint8Array, reading?: VideoReading): Promise<VideoDerivatives>
  /** The AI marking that a file carries already, whoever wrote it; null when it says nothing of a model. @throws PictureUnreadable */
  readMarking(bytes: Uint8Array, mime: string): Promise<AiMarking | null>
  /**
   * Makes a picture fit to be sent to a store or a channel: upright, sRGB, at most this large and heavy, no metadata but the
   * AI marking. What is to be a JPEG and can be seen through lies on white. @throws PictureUnreadable
   */
  scale(bytes: Uint8Array, fit: PictureFit, marking?: AiMarking): Promise<PreparedPhoto>
  /** Makes a photo fit to be sent to a provider: upright, sRGB, at most 2048 px and 7 MiB, no metadata. @throws PictureUnreadable */
  prepareSource(bytes: Uint8Array): Promise<PreparedPhoto>
  /**
   * Writes the AI marking into a file without touching a pixel: JPEG, PNG, WebP or MP4.
   * @throws PictureUnreadable when the bytes are not a whole file of the type, or it is another type
   */
  mark(bytes: Uint8Array, mime: string, marking: AiMarking): Promise<Uint8Array>
}

/** The bytes are not a whole, decodable picture. */
export class PictureUnreadable extends Error {
  override readonly name = 'PictureUnreadable'
}
