import type { Conflict } from './conflicts.ts'
import type { Warning } from './record.ts'

/** What a person reads before they approve. */
export function warningWords(warning: Warning): string {
  switch (warning.what) {
    case 'first_is_generated':
      return 'The first picture, which shoppers see in lists and search results, becomes one that was made by AI.'
    case 'scaled':
      return `The picture of ${warning.widthPx} × ${warning.heightPx} px is larger than the store takes. A copy of ${warning.toWidthPx} × ${warning.toHeightPx} px is sent; yours stays as it is.`
    case 'media_limit_reached':
      return `The product will have ${warning.limit} media, the most that the store takes.`
    case 'removes_first':
      return 'There is no room left, so pictures are taken off before the new ones are added. Shoppers may miss them for a moment.'
    case 'alt_missing':
      return 'This picture has no alternative text. People who cannot see it, and search engines, learn nothing of it.'
    case 'no_picture_left':
      return 'The product will show no picture at all.'
    case 'changed_since':
      return 'The product was changed after this was published. Undoing puts its order, alternative texts and variants back to how they were before, so that these changes are lost.'
  }
}

/** A conflict as a person reads it; `expected` and `found` are the two sides, null where there is nothing to compare. */
export type ConflictWords = {
  code: Conflict['what']
  message: string
  mediaId: string | null
  expected: string | null
  found: string | null
}

/** Puts a conflict into words. `planned` are the store's ids of the pictures in the order in which the plan knew them. */
export function conflictWords(conflict: Conflict, planned: readonly string[]): ConflictWords {
  const name = (mediaId: string | null) => {
    if (mediaId === null) return 'no picture of its own'
    const index = planned.indexOf(mediaId)
    return index < 0 ? 'a new picture' : `picture ${index + 1}`
  }
  const nothing = { mediaId: null, expected: null, found: null }
  const code = conflict.what
  switch (conflict.what) {
    case 'gone':
      return { code, ...nothing, message: 'The product is no longer in the store.' }
    case 'media_added':
      return {
        ...{ code, ...nothing, mediaId: conflict.mediaId },
        message: 'Somebody added a picture to the product.',
      }
    case 'media_removed':
      return {
        ...{ code, ...nothing, mediaId: conflict.mediaId },
        message: `Somebody took ${name(conflict.mediaId)} off the product.`,
      }
    case 'order': {
      const [expected, found] = [conflict.expected, conflict.found].map((ids) => ids.map(name).join(', '))
      return {
        ...{ code, mediaId: null, expected: expected ?? null, found: found ?? null },
        message: 'Somebody put the pictures into another order.',
      }
    }
    case 'alt':
      return {
        ...{ code, mediaId: conflict.mediaId, expected: conflict.expected, found: conflict.found },
        message: `Somebody changed the alternative text of ${name(conflict.mediaId)}.`,
      }
    case 'variant':
      return {
        ...{ code, mediaId: null, expected: name(conflict.expected), found: name(conflict.found) },
        message: 'Somebody had a variant show another picture.',
      }
  }
}
