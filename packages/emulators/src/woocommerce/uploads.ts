import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import { RestError } from './rest-error.ts'
import { sanitizeFileName } from './sanitize.ts'
import { type Media, newId, type Site } from './state.ts'

/** The folder `wp-content/uploads` of a site: in memory, or on the disk. */
export type Uploads = {
  put(file: string, bytes: Uint8Array): Promise<void>
  get(file: string): Promise<Uint8Array | null>
  remove(file: string): Promise<void>
  clear(): Promise<void>
}

/** Keeps files in a folder; without one in memory. */
export function createUploads(dir?: string): Uploads {
  if (dir === undefined) {
    const files = new Map<string, Uint8Array>()
    return {
      put: async (file, bytes) => void files.set(file, bytes),
      get: async (file) => files.get(file) ?? null,
      remove: async (file) => void files.delete(file),
      clear: async () => files.clear(),
    }
  }
  const path = (file: string) => join(dir, basename(file))
  return {
    async put(file, bytes) {
      await mkdir(dir, { recursive: true })
      await writeFile(path(file), bytes)
    },
    get: (file) => readFile(path(file)).catch(() => null),
    remove: (file) => rm(path(file), { force: true }),
    clear: () => rm(dir, { recursive: true, force: true }),
  }
}

/** Types of pictures that WordPress takes, by the names that sharp has for them (codex.wordpress.org, allowed types). */
const TYPES: Record<string, { mime: string; endings: string[] }> = {
  jpeg: { mime: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  png: { mime: 'image/png', endings: ['png'] },
  webp: { mime: 'image/webp', endings: ['webp'] },
  gif: { mime: 'image/gif', endings: ['gif'] },
  heif: { mime: 'image/avif', endings: ['avif'] },
}

/** Above this WordPress shows a smaller copy, and says nothing of the original (`big_image_size_threshold`). */
const BIG_SIDE_PX = 2560

/**
 * Puts a file into the media library.
 * @throws RestError 500 `rest_upload_sideload_error` for what is no picture, or one of another type than its name says
 */
export async function addMedia(
  site: Site,
  uploads: Uploads,
  { name, bytes, nowMs }: { name: string; bytes: Uint8Array; nowMs: number },
): Promise<Media> {
  const header = await sharp(bytes)
    .metadata()
    .catch(() => null)
  const type = header && TYPES[header.format]
  const clean = sanitizeFileName(name)
  const ending = /\.([a-z0-9]+)$/i.exec(clean)?.[1]?.toLowerCase() ?? ''
  if (!header || !type?.endings.includes(ending))
    throw new RestError(
      500,
      'rest_upload_sideload_error',
      'Sorry, you are not allowed to upload this file type.',
    )
  const isBig = Math.max(header.width, header.height) > BIG_SIDE_PX
  const shown = isBig ? await scaleDown(bytes) : { bytes, widthPx: header.width, heightPx: header.height }
  const folder = new Date(nowMs).toISOString().slice(0, 7).replace('-', '/')
  const stem = clean.slice(0, -ending.length - 1)
  const file = `${folder}/${uniqueName(site, stem, isBig ? '-scaled' : '', ending)}`
  await uploads.put(file, shown.bytes)
  const { widthPx, heightPx } = shown
  const media: Media = {
    ...{ id: newId(site), title: stem, altText: '', file, mime: type.mime },
    ...{ widthPx, heightPx, createdAtMs: nowMs },
  }
  site.media[media.id] = media
  return media
}

async function scaleDown(bytes: Uint8Array) {
  const { data, info } = await sharp(bytes)
    .resize({ width: BIG_SIDE_PX, height: BIG_SIDE_PX, fit: 'inside' })
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, widthPx: info.width, heightPx: info.height }
}

/** Names are given once; another file of the same name gets a number (`wp_unique_filename`). */
function uniqueName(site: Site, stem: string, suffix: string, ending: string): string {
  const taken = new Set(Object.values(site.media).map(({ file }) => basename(file)))
  for (let number = 0; ; number += 1) {
    const name = `${stem}${number === 0 ? '' : `-${number}`}${suffix}.${ending}`
    if (!taken.has(name)) return name
  }
}
