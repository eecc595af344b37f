import type { Page } from '@studio/core/kernel'
import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query'

/** A keyset-paginated list as far as it has been scrolled: newest first, ids sort by the time of making. */
export type EndlessList<Item extends { id: string }> = InfiniteData<Page<Item>, string | null>

/** Up to this many pages a list is simply read again from the server; beyond, only its head is. */
const FEW_PAGES = 4

/**
 * Lays a freshly read first page over a list. What the fresh page covers is taken from it (so new things appear
 * and deleted ones go); what lies below it stays. Nobody's scroll position has to be given up for news.
 */
export function mergeHead<Item extends { id: string }>(
  list: EndlessList<Item>,
  fresh: Page<Item>,
): EndlessList<Item> {
  const lastFresh = fresh.items.at(-1)
  const older =
    fresh.nextCursor === null || lastFresh === undefined
      ? []
      : list.pages
          .map((page) => ({ ...page, items: page.items.filter((item) => item.id < lastFresh.id) }))
          .filter((page) => page.items.length > 0)
  return withPages([fresh, ...older])
}

/** Takes things out of a list. */
export function withoutItems<Item extends { id: string }>(
  list: EndlessList<Item>,
  ids: ReadonlySet<string>,
): EndlessList<Item> {
  return {
    ...list,
    pages: list.pages.map((page) =>
      page.items.some((item) => ids.has(item.id))
        ? { ...page, items: page.items.filter((item) => !ids.has(item.id)) }
        : page,
    ),
  }
}

function withPages<Item extends { id: string }>(pages: Page<Item>[]): EndlessList<Item> {
  return { pages, pageParams: [null, ...pages.slice(0, -1).map((page) => page.nextCursor)] }
}

type ListQuery = Query<EndlessList<{ id: string }>>

/** Whether a query in the cache is an endless list, as tRPC's key says. */
export function isEndless(query: Query): boolean {
  const part: unknown = query.queryKey[1]
  return part !== null && typeof part === 'object' && 'type' in part && part.type === 'infinite'
}

/**
 * Brings the endless lists under a key up to date after a change: `gone` ids are taken out at once, then short
 * lists are read again in full and long ones at their head, through `readHead`.
 */
export function refreshEndlessLists(
  queryClient: QueryClient,
  listKey: readonly unknown[],
  gone: ReadonlySet<string>,
  readHead: (input: unknown) => Promise<Page<{ id: string }>>,
): void {
  const queries = queryClient.getQueryCache().findAll({ queryKey: listKey, predicate: isEndless })
  for (const query of queries as unknown as ListQuery[]) {
    const list = query.state.data
    if (list && gone.size > 0) queryClient.setQueryData(query.queryKey, withoutItems(list, gone))
    if (!list || list.pages.length <= FEW_PAGES) {
      void queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true })
      continue
    }
    readHead((query.queryKey[1] as { input?: unknown }).input).then(
      (fresh) =>
        queryClient.setQueryData<EndlessList<{ id: string }>>(
          query.queryKey,
          (current) => current && mergeHead(current, fresh),
        ),
      // The list stays as it is; the next change or the next visit reads it again.
      () => undefined,
    )
  }
}
