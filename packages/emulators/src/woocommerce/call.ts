import type { Caller } from './check-caller.ts'
import { invalidParameter } from './rest-error.ts'
import type { Site } from './state.ts'
import type { Uploads } from './uploads.ts'
import type { Deliveries } from './webhooks.ts'

/** What the service works with. */
export type Parts = {
  site: Site
  uploads: Uploads
  deliveries: Deliveries
  baseUrl: string
  now: () => number
}

/** One call of the REST API. `path` begins behind the namespace; `query` also has what a JSON body says. */
export type Call = {
  method: string
  route: string
  query: URLSearchParams
  headers: Record<string, string | string[] | undefined>
  body: Uint8Array
  json: Record<string, unknown>
  caller: Caller
}

/** A list of the REST API, cut to a page, with the headers that count it. */
export type Page<Item> = { items: Item[]; headers: Record<string, string>; isPastEnd: boolean }

/** A page of a list, as `per_page`, `page`, `orderby` (`id`, else the newest first) and `order` say. @throws RestError 400 */
export function readPage<Item extends { id: number }>(
  all: readonly Item[],
  query: URLSearchParams,
): Page<Item> {
  const size = readWhole(query, 'per_page', 10, 100)
  const page = readWhole(query, 'page', 1, 1_000_000)
  const isRising = query.get('order') === 'asc'
  const sorted = all.toSorted((a, b) => (isRising ? a.id - b.id : b.id - a.id))
  const pages = Math.ceil(all.length / size)
  return {
    items: sorted.slice((page - 1) * size, page * size),
    headers: { 'x-wp-total': String(all.length), 'x-wp-totalpages': String(pages) },
    isPastEnd: page > Math.max(1, pages),
  }
}

function readWhole(query: URLSearchParams, name: string, usual: number, most: number): number {
  const value = Number(query.get(name) ?? usual)
  if (Number.isInteger(value) && value >= 1 && value <= most) return value
  throw invalidParameter(name)
}

/** Only the fields that were asked for (`_fields`), of one answer or a list of them. */
export function pickFields(answer: unknown, query: URLSearchParams): unknown {
  const fields = query
    .get('_fields')
    ?.split(',')
    .map((field) => field.trim())
  if (!fields) return answer
  if (Array.isArray(answer)) return answer.map((each) => pickFields(each, query))
  return Object.fromEntries(Object.entries(answer as object).filter(([name]) => fields.includes(name)))
}

/** Whether a call changes something. */
export const isWrite = ({ method }: Call): boolean => method !== 'GET' && method !== 'HEAD'
