import { useSyncExternalStore } from 'react'

/** The token that was made a moment ago. It lives in this page's memory alone, and is gone with it. */
let fresh: string | undefined
const listeners = new Set<() => void>()

/** Remembers a token that was just made, until the page is left or reloaded. */
export function rememberFreshToken(token: string): void {
  fresh = token
  for (const listener of listeners) listener()
}

/** The token that was just made, if there is one. */
export function useFreshToken(): string | undefined {
  return useSyncExternalStore(subscribe, () => fresh)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
