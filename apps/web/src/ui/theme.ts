import { useSyncExternalStore } from 'react'

/** Which theme somebody chose; `system` follows the device. */
export type Theme = 'system' | 'light' | 'dark'

// The same key is read by public/theme.js before the first paint.
const STORAGE_KEY = 'studio.theme'
const listeners = new Set<() => void>()

function readTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

function chooseTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  try {
    if (theme === 'system') localStorage.removeItem(STORAGE_KEY)
    else localStorage.setItem(STORAGE_KEY, theme)
  } catch {
    // Storage is closed to us: the choice holds until the page is left.
  }
  for (const tell of listeners) tell()
}

/** The chosen theme, and the function that chooses; kept in this browser only. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, readTheme)
  return [theme, chooseTheme]
}
