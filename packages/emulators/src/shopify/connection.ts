import { GraphQLError } from 'graphql'
import { numberOf } from './state.ts'

/** How a page of a list is asked for. */
export type PageArgs = {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
  reverse?: boolean | null
}

/** A list to be paged through: things with an id, and how each is shown. */
export type Listing<Item> = {
  items: readonly Item[]
  idOf: (item: Item) => string
  show: (item: Item) => unknown
}

/** shopify.dev, "paginating results". */
const MAX_PAGE = 250

/**
 * A page of a list, as a connection. `isWhole` answers everything at once, which is what bulk operations do.
 * @throws GraphQLError without a size, with one above 250, and for a cursor that is none
 */
export function toConnection<Item>(
  { items, idOf, show }: Listing<Item>,
  args: PageArgs,
  isWhole: boolean,
): object {
  const all = args.reverse ? items.toReversed() : items
  const from = args.after == null ? 0 : indexOf(all, idOf, args.after, args.reverse) + 1
  const until = args.before == null ? all.length : indexOf(all, idOf, args.before, args.reverse)
  const rest = all.slice(from, until)
  const size = isWhole ? rest.length : sizeOf(args)
  const page = args.first == null && args.last != null ? rest.slice(-size) : rest.slice(0, size)
  const start = from + (args.first == null && args.last != null ? rest.length - page.length : 0)
  const [head, tail] = [page.at(0), page.at(-1)]
  return {
    nodes: () => page.map(show),
    edges: () => page.map((item) => ({ node: () => show(item), cursor: toCursor(idOf(item)) })),
    pageInfo: {
      hasNextPage: start + page.length < all.length,
      hasPreviousPage: start > 0,
      startCursor: head === undefined ? null : toCursor(idOf(head)),
      endCursor: tail === undefined ? null : toCursor(idOf(tail)),
    },
  }
}

function sizeOf({ first, last }: PageArgs): number {
  const size = first ?? last
  if (size == null)
    throw new GraphQLError('you must provide one of first or last', { extensions: { code: 'BAD_REQUEST' } })
  if (size < 0 || size > MAX_PAGE)
    throw new GraphQLError(`Page size must be between 0 and ${MAX_PAGE}`, {
      extensions: { code: 'BAD_REQUEST' },
    })
  return size
}

const toCursor = (id: string) => Buffer.from(JSON.stringify({ last_id: id })).toString('base64')

/** Where the named thing is, or was: one that is gone has its place between its neighbours’ numbers. */
function indexOf<Item>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  cursor: string,
  isReversed: boolean | null | undefined,
): number {
  const id = readCursor(cursor)
  const index = items.findIndex((item) => idOf(item) === id)
  if (index >= 0) return index
  const isPast = (item: Item) =>
    isReversed ? numberOf(idOf(item)) < numberOf(id) : numberOf(idOf(item)) > numberOf(id)
  const next = items.findIndex(isPast)
  return next < 0 ? items.length : next - 1
}

function readCursor(cursor: string): string {
  try {
    const { last_id: id } = JSON.parse(Buffer.from(cursor, 'base64').toString()) as { last_id: unknown }
    if (typeof id === 'string') return id
  } catch {}
  throw new GraphQLError('Invalid cursor for current pagination sort.', {
    extensions: { code: 'BAD_REQUEST' },
  })
}
