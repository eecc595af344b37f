import { type NewMedia, StoreFailure } from '../store-connector/index.ts'
import { anyAnswer, listOf, MEDIA_FIELDS, type MediaAnswer, mediaAnswer } from './answers.ts'
import type { CallSite } from './call-site.ts'
import { orNull } from './failures.ts'
import { decodeEntities } from './words.ts'

/** What a file is called and described by; `alt_text` as `encodeAlt` writes it. */
export type MediaWords = { alt_text: string; title?: string }

/** The files of WordPress, which products name by their ids. @throws StoreFailure */
export type MediaLibrary = {
  find(id: string, signal: AbortSignal): Promise<MediaAnswer | null>
  /** The file whose name carries a marker. */
  findMarked(marker: string, signal: AbortSignal): Promise<MediaAnswer | undefined>
  /** The file whose name carries the picture's marker, made once however often this is called. */
  bring(media: NewMedia, signal: AbortSignal): Promise<MediaAnswer>
  describe(id: string | number, words: MediaWords, signal: AbortSignal): Promise<void>
  /** For good; a file that is gone is as wanted. */
  remove(id: string, signal: AbortSignal): Promise<void>
}

const PATH = '/wp/v2/media'

/** A marker stands in the names of a handful of files at most. */
const MAX_FOUND = 100

/** Opens the library of a site (developer.wordpress.org, REST API, Media). */
export function openMediaLibrary(call: CallSite): MediaLibrary {
  /** An earlier try may have left the file without our hearing of it. */
  async function findMarked(marker: string, signal: AbortSignal): Promise<MediaAnswer | undefined> {
    const query = { search: marker, context: 'edit', per_page: MAX_FOUND, orderby: 'id', order: 'asc' }
    const { data } = await call(
      {
        ...{ path: PATH, query: { ...query, _fields: MEDIA_FIELDS } },
        ...{ answer: listOf(mediaAnswer), subject: 'site' },
      },
      signal,
    )
    return data.find(({ source_url }) => carries(source_url, marker))
  }

  return {
    findMarked,

    async find(id, signal) {
      const query = { context: 'edit', _fields: MEDIA_FIELDS }
      const asked = call({ path: `${PATH}/${id}`, query, answer: mediaAnswer, subject: 'media' }, signal)
      return (await orNull(asked, 'media_gone'))?.data ?? null
    },

    async bring({ bytes, mime, fileName, marker }, signal) {
      const earlier = await findMarked(marker, signal)
      if (earlier) return earlier
      const file = { bytes, mime, name: nameFor(fileName, marker) }
      const { data } = await call(
        { method: 'POST', path: PATH, file, answer: mediaAnswer, subject: 'media' },
        signal,
      )
      return data
    },

    async describe(id, words, signal) {
      const query = { _fields: MEDIA_FIELDS }
      const { data } = await call(
        {
          ...{ method: 'POST', path: `${PATH}/${id}`, query, json: words },
          ...{ answer: mediaAnswer, subject: 'media' },
        },
        signal,
      )
      if (decodeEntities(data.alt_text) !== decodeEntities(words.alt_text))
        throw new StoreFailure('refused', 'the site keeps another alternative text than it was given')
    },

    async remove(id, signal) {
      const query = { force: 'true' }
      const asked = call(
        { method: 'DELETE', path: `${PATH}/${id}`, query, answer: anyAnswer, subject: 'media' },
        signal,
      )
      await orNull(asked, 'media_gone')
    },
  }
}

/** A file's name as WordPress leaves it: other characters it would take away, and the name could not be found again. */
function nameFor(fileName: string, marker: string): string {
  const name = fileName.replace(/[^\w.-]+/g, '-')
  return name.includes(marker) ? name : `${marker}-${name}`
}

/** Whether the name of a file carries a marker, and not one that only begins like it. */
function carries(url: string, marker: string): boolean {
  const name = (url.split('/').at(-1) ?? '').toLowerCase()
  const at = name.indexOf(marker.toLowerCase())
  const around = [name[at - 1], name[at + marker.length]]
  return at >= 0 && around.every((character) => character === undefined || !/[a-z0-9]/.test(character))
}
