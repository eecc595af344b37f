import { basename } from 'node:path'
import type { Parts } from './call.ts'
import { RestError } from './rest-error.ts'
import { sanitizeText, unslash } from './sanitize.ts'
import { addMedia } from './uploads.ts'

/** A picture in what is written to a product or a variation. */
export type ImageInput = { id?: unknown; src?: unknown; alt?: unknown; name?: unknown }

/**
 * The file that is meant: one of the library by `id`, or a new one, downloaded from `src`. A `src` that is the site's own
 * address of a file makes another file of it, without its words: WooCommerce does not look whether it has it.
 * @throws RestError 400 for an id that is no picture, and for an address that is not public
 */
export async function takeImage(
  input: ImageInput,
  parts: Parts,
  owner: 'product' | 'variation',
): Promise<number> {
  const given = Math.abs(Math.trunc(Number(input.id ?? 0))) || 0
  const id = given === 0 && typeof input.src === 'string' ? await download(input.src, parts, owner) : given
  const media = parts.site.media[id]
  if (!media)
    throw new RestError(400, `woocommerce_${owner}_invalid_image_id`, `#${id} is an invalid image ID.`)
  if (typeof input.alt === 'string' && input.alt !== '') media.altText = unslash(sanitizeText(input.alt))
  if (typeof input.name === 'string' && input.name !== '') media.title = input.name
  return id
}

/** WordPress asks only public addresses at the usual ports, and itself (`wp_http_validate_url`); the emulator only itself. */
async function download(src: string, { site, uploads, baseUrl, now }: Parts, owner: string): Promise<number> {
  const url = URL.parse(src)
  const bytes =
    url?.origin === baseUrl ? await uploads.get(url.pathname.replace('/wp-content/uploads/', '')) : null
  if (!bytes)
    throw new RestError(
      400,
      `woocommerce_${owner}_image_upload_error`,
      `Error getting remote image ${src}. Error: A valid URL was not provided.`,
    )
  return (await addMedia(site, uploads, { name: basename(src), bytes, nowMs: now() })).id
}
