import type { Decision } from './use-batch-acts.ts'

/** What a key does in the grid: go to another picture, or decide about this one. */
export type KeyAct = { step: number } | Decision

type Key = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean }

/** What a key does; null for one that does nothing here. */
export function keyAct({ key, ctrlKey, metaKey, altKey }: Key): KeyAct | null {
  if (ctrlKey || metaKey || altKey) return null
  switch (key.toLowerCase()) {
    case 'arrowright':
    case 'j':
      return { step: 1 }
    case 'arrowleft':
    case 'k':
      return { step: -1 }
    case 'a':
      return { review: 'accepted' }
    case 'r':
      return { review: 'rejected' }
    case 'u':
      return { review: 'open' }
    default:
      return /^[1-5]$/.test(key) ? { rating: Number(key) } : null
  }
}
