import type { Reply } from '../stand-in/reply.ts'
import { type Call, type Parts, pickFields, readPage } from './call.ts'
import { requireCapability } from './check-caller.ts'
import { jsonReply } from './reply.ts'
import { RestError } from './rest-error.ts'
import { sanitizeText, unslash } from './sanitize.ts'
import { showMedia } from './show.ts'
import type { Media } from './state.ts'
import { addMedia } from './uploads.ts'

/** Answers `/wp/v2/media` (developer.wordpress.org, REST API, Media). @throws RestError */
export async function serveMedia(call: Call, parts: Parts): Promise<Reply> {
  const { method, route, query } = call
  const context = query.get('context') ?? 'view'
  if (context === 'edit')
    requireCapability(
      call.caller,
      'edit_posts',
      'rest_forbidden_context',
      'you are not allowed to edit posts in this post type',
    )
  const answer = (status: number, media: Media, shown = context) =>
    jsonReply(status, pickFields(showMedia(media, parts.baseUrl, shown), query))
  const [, id] = /^\/wp\/v2\/media\/(\d+)$/.exec(route) ?? []
  if (id === undefined) {
    if (method === 'GET') return listMedia(call, parts, context)
    return answer(201, await upload(call, parts), 'edit')
  }
  const media = parts.site.media[Number(id)]
  if (!media) throw new RestError(404, 'rest_post_invalid_id', 'Invalid post ID.')
  if (method === 'GET') return answer(200, media)
  if (method === 'DELETE') {
    const what = 'you are not allowed to delete this post'
    requireCapability(call.caller, 'delete_posts', 'rest_cannot_delete', what)
    return remove(media, call, parts)
  }
  requireCapability(call.caller, 'edit_posts', 'rest_cannot_edit', 'you are not allowed to edit this post')
  const { alt_text, title } = call.json
  if (typeof alt_text === 'string') media.altText = unslash(sanitizeText(alt_text))
  if (typeof title === 'string') media.title = title
  return answer(200, media, 'edit')
}

/** `search` looks into titles and names of files. */
function listMedia({ query }: Call, { site, baseUrl }: Parts, context: string): Reply {
  const words = (query.get('search') ?? '')
    .toLowerCase()
    .split(/[\s,+]+/)
    .filter(Boolean)
  const found = Object.values(site.media).filter(({ title, file }) =>
    words.every((word) => title.toLowerCase().includes(word) || file.toLowerCase().includes(word)),
  )
  const { items, headers, isPastEnd } = readPage(found, query)
  if (isPastEnd)
    throw new RestError(
      400,
      'rest_post_invalid_page_number',
      'The page number requested is larger than the number of pages available.',
    )
  const shown = items.map((media) => showMedia(media, baseUrl, context))
  return jsonReply(200, pickFields(shown, query), headers)
}

/** Takes the body as the file, whose name is in `Content-Disposition`. */
async function upload({ caller, headers, body }: Call, { site, uploads, now }: Parts): Promise<Media> {
  const what = 'you are not allowed to create posts as this user'
  requireCapability(caller, 'edit_posts', 'rest_cannot_create', what)
  if (!caller?.user.capabilities.includes('upload_files'))
    throw new RestError(400, 'rest_cannot_create', 'Sorry, you are not allowed to upload media on this site.')
  if (body.byteLength === 0) throw new RestError(400, 'rest_upload_no_data', 'No data supplied.')
  if (!headers['content-type'])
    throw new RestError(400, 'rest_upload_no_content_type', 'No Content-Type supplied.')
  const disposition = String(headers['content-disposition'] ?? '')
  const [, quoted, plain] = /;\s*filename=(?:"([^"]*)"|([^;]+))/.exec(disposition) ?? []
  const name = (quoted ?? plain ?? '').trim()
  if (name === '')
    throw new RestError(400, 'rest_upload_invalid_disposition', 'Invalid Content-Disposition supplied.')
  return addMedia(site, uploads, { name, bytes: body, nowMs: now() })
}

/** Files have no bin: they are deleted by force or not at all. Products go on naming what is gone. */
async function remove(media: Media, { query }: Call, { site, uploads, baseUrl }: Parts): Promise<Reply> {
  if (query.get('force') !== 'true')
    throw new RestError(
      501,
      'rest_trash_not_supported',
      "The post does not support trashing. Set 'force=true' to delete.",
    )
  delete site.media[media.id]
  await uploads.remove(media.file)
  return jsonReply(200, { deleted: true, previous: showMedia(media, baseUrl, 'edit') })
}
