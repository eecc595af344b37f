import type { Id } from '@studio/core/kernel'
import type { PublicationView } from '@studio/core/publications'
import { client, trpc } from '../../lib/trpc.ts'

/** The most that a page of a list holds. */
const PAGE_SIZE = 100

/** All publications that were planned together, in the order they were planned in: at most 250, so few pages. */
export function readAllOf(groupId: Id<'publicationGroup'>) {
  return {
    queryKey: [...trpc.publications.list.pathKey(), { input: { groupId }, type: 'all' }],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<PublicationView[]> => {
      const read: PublicationView[] = []
      let cursor: string | null | undefined
      do {
        const page = await client.publications.list.query(
          { groupId, limit: PAGE_SIZE, ...(cursor && { cursor }) },
          { signal },
        )
        read.push(...page.items)
        cursor = page.nextCursor
      } while (cursor)
      return read.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    },
  }
}
