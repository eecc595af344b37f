import { z } from 'zod'
import { isAnyId } from './ids.ts'

/** A page request: newest first, `cursor` is the `nextCursor` of the page before. */
export const pageInput = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('How many at the most.'),
  cursor: z
    .string()
    .refine(isAnyId, 'Expected the "nextCursor" of the page before.')
    .optional()
    .describe('The `nextCursor` of the page before.'),
})

/** One page of a keyset-paginated list; `nextCursor` is null on the last page. */
export type Page<Item> = { items: Item[]; nextCursor: string | null }

/** The schema of a page of `item`. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Null on the last page.'),
  })
}

/** Cuts a page out of `limit + 1` fetched rows; the extra row only tells that there is more. */
export function toPage<Row extends { id: string }>(rows: Row[], limit: number): Page<Row> {
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
