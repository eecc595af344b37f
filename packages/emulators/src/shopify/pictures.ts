import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

/** Why Shopify cannot take a picture, by its own code (`MediaErrorCode`). */
export type PictureProblem = { code: string; message: string }

/** What is known of bytes that were sent as a picture. */
export type Inspection =
  | { problem: null; mime: string; widthPx: number; heightPx: number }
  | { problem: PictureProblem }

/** Keeps bytes by what they are: the same picture twice takes its room once. */
export type PictureStore = {
  put(bytes: Uint8Array): Promise<string>
  get(key: string): Promise<Uint8Array>
}

/** In a folder, or in memory without one. */
export function createPictureStore(dir: string | undefined): PictureStore {
  const inMemory = new Map<string, Uint8Array>()
  if (dir !== undefined) mkdirSync(dir, { recursive: true })
  return {
    async put(bytes) {
      const key = createHash('sha256').update(bytes).digest('hex')
      if (dir === undefined) inMemory.set(key, bytes)
      else await writeFile(join(dir, key), bytes)
      return key
    },
    async get(key) {
      const bytes = dir === undefined ? inMemory.get(key) : await readFile(join(dir, key))
      if (!bytes) throw new Error(`no picture ${key}`)
      return bytes
    },
  }
}

/** shopify.dev, product media; help.shopify.com, uploading images. */
const MAX_BYTES = 20 * 1024 * 1024
const MAX_PIXELS = 20_000_000

const MIMES: Record<string, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  heif: 'image/avif',
  tiff: 'image/tiff',
}

const refused = (code: string, message: string): Inspection => ({ problem: { code, message } })

/** Looks at bytes as Shopify does when it processes them. */
export async function inspectPicture(bytes: Uint8Array): Promise<Inspection> {
  if (bytes.byteLength > MAX_BYTES)
    return refused('INVALID_IMAGE_FILE_SIZE', 'File size exceeds the limit of 20 MB.')
  try {
    const { format, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    const mime = MIMES[format]
    if (!mime) return refused('UNSUPPORTED_IMAGE_FILE_TYPE', 'The image file type is not supported.')
    if (width * height > MAX_PIXELS)
      return refused('INVALID_IMAGE_RESOLUTION', 'Image resolution exceeds the limit of 20 megapixels.')
    // Half a picture has a whole head.
    await sharp(bytes, { failOn: 'truncated' }).resize(8, 8, { fit: 'fill' }).raw().toBuffer()
    return { problem: null, mime, widthPx: width, heightPx: height }
  } catch {
    return refused('IMAGE_PROCESSING_FAILURE', 'The image could not be processed.')
  }
}
