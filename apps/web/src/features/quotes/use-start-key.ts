import { useEffect, useRef } from 'react'

/**
 * ⌘↵ or Ctrl ↵ starts, wherever the focus is on the screen: also in the text, and on a radio, which keeps
 * Enter from everybody who listens later than this. Open windows over the page keep it to themselves.
 */
export function useStartKey(onStart: () => void): void {
  const latest = useRef(onStart)
  latest.current = onStart

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || event.isComposing) return
      if (event.target instanceof Element && event.target.closest('[role="dialog"], [role="listbox"]')) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])
}
