import { useEffect, useRef } from 'react'

/** Keys to acts: single keys (`"n"`, `"?"`) or two in a row (`"g l"`); `"mod+k"` is ⌘K or Ctrl K. */
export type Shortcuts = Readonly<Record<string, () => void>>

/** How long the second key of a pair may take. */
const PAIR_MS = 900

/** Whether keys belong to something the person is typing into, or to an open window over the page. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.matches('input, textarea, select')) return true
  return target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null
}

/** Listens for shortcuts while the component is on screen. They rest while somebody types. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts)
  current.current = shortcuts

  useEffect(() => {
    let first: { key: string; atMs: number } | undefined

    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return
      if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey) {
        run(`mod+${event.key.toLowerCase()}`, event)
        return
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTaken(event)) return
      const isPair = first !== undefined && event.timeStamp - first.atMs < PAIR_MS
      if (isPair && run(`${first?.key} ${event.key}`, event)) {
        first = undefined
        return
      }
      first = { key: event.key, atMs: event.timeStamp }
      run(event.key, event)
    }

    function run(keys: string, event: KeyboardEvent): boolean {
      const act = current.current[keys]
      if (act === undefined) return false
      event.preventDefault()
      act()
      return true
    }

    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** The name of the command key on this machine. */
export const modKey = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '') ? '⌘' : 'Ctrl'
