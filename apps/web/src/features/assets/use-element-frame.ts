import { type RefObject, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** An element's inner width in pixels and its distance from the top of the document, kept up to date. */
export function useElementFrame(ref: RefObject<HTMLElement | null>): { widthPx: number; topPx: number } {
  const [frame, setFrame] = useState({ widthPx: 0, topPx: 0 })
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const measure = () => {
      const { width, top } = element.getBoundingClientRect()
      const next = { widthPx: width, topPx: top + window.scrollY }
      setFrame((last) => (last.widthPx === next.widthPx && last.topPx === next.topPx ? last : next))
    }
    measure()
    // Before the frame is painted: nobody sees an old layout in a new width.
    const observer = new ResizeObserver(() => flushSync(measure))
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return frame
}
