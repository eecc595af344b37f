import type { ProductState } from '../stores/index.ts'

/**
 * One way in which a product is not as it was expected to be. `expected` and `found` are for a person to compare: ids
 * of media, alternative texts, or null for nothing.
 */
export type Conflict =
  | { what: 'gone' }
  | { what: 'media_added' | 'media_removed'; mediaId: string }
  | { what: 'order'; expected: readonly string[]; found: readonly string[] }
  | { what: 'alt'; mediaId: string; expected: string; found: string }
  | { what: 'variant'; variantId: string; expected: string | null; found: string | null }

/** What was expected of a product: only what publications are about. A changed title or price is none of our business. */
export type Expectation = Pick<ProductState, 'media' | 'variants'>

/** Compares how a product is with how it was expected to be; empty when nobody has changed its pictures. */
export function findConflicts(expected: Expectation, found: Expectation | null): Conflict[] {
  if (!found) return [{ what: 'gone' }]
  const expectedIds = expected.media.map(({ foreignId }) => foreignId)
  const foundIds = found.media.map(({ foreignId }) => foreignId)
  const inBoth = (ids: readonly string[], others: readonly string[]) =>
    ids.filter((id) => others.includes(id))
  const conflicts: Conflict[] = [
    ...foundIds.flatMap((mediaId): Conflict[] =>
      expectedIds.includes(mediaId) ? [] : [{ what: 'media_added', mediaId }],
    ),
    ...expectedIds.flatMap((mediaId): Conflict[] =>
      foundIds.includes(mediaId) ? [] : [{ what: 'media_removed', mediaId }],
    ),
  ]
  const [before, after] = [inBoth(expectedIds, foundIds), inBoth(foundIds, expectedIds)]
  if (before.some((id, index) => id !== after[index]))
    conflicts.push({ what: 'order', expected: expectedIds, found: foundIds })
  for (const { foreignId: mediaId, alt } of expected.media) {
    const now = found.media.find(({ foreignId }) => foreignId === mediaId)
    if (now && now.alt !== alt) conflicts.push({ what: 'alt', mediaId, expected: alt, found: now.alt })
  }
  for (const { foreignId: variantId, mediaId } of expected.variants) {
    const now = found.variants.find(({ foreignId }) => foreignId === variantId)
    if (now && now.mediaId !== mediaId)
      conflicts.push({ what: 'variant', variantId, expected: mediaId, found: now.mediaId })
  }
  return conflicts
}
