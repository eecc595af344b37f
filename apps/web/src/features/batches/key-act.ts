import type { Decision } from './show-decision.ts'

/** What a key does to the pictures of a batch, in the grid and one at a time. */
export type KeyAct =
  | { act: 'decide'; decision: Decision }
  | { act: 'again' }
  | { act: 'undo' }
  | { act: 'keys' }

type Key = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean }

/** What a key does; null for one that does nothing here. */
export function keyAct({ key, ctrlKey, metaKey, altKey }: Key): KeyAct | null {
  if (altKey) return null
  const letter = key.toLowerCase()
  if (ctrlKey || metaKey) return letter === 'z' ? { act: 'undo' } : null
  switch (letter) {
    case 'a':
      return { act: 'decide', decision: { review: 'accepted' } }
    case 'r':
      return { act: 'decide', decision: { review: 'rejected' } }
    case 'o':
      return { act: 'decide', decision: { review: 'open' } }
    case '0':
      return { act: 'decide', decision: { rating: null } }
    case 'e':
      return { act: 'again' }
    case 'u':
      return { act: 'undo' }
    case '?':
      return { act: 'keys' }
    default:
      return /^[1-5]$/.test(key) ? { act: 'decide', decision: { rating: Number(key) } } : null
  }
}
