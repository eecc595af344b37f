import { startTransition, useLayoutEffect, useState } from 'react'
import { isFast, type Rows, rowsInView } from './rows-in-view.ts'

/** How long somebody has not scrolled who rests, and over how long it is seen how fast they do. */
const REST_MS = 100

const NONE: Rows = { first: 0, end: 0 }

/**
 * The rows of a grid that are in and near the window, which renders again only when they change. `settled` are those of
 * the moment when the window last stood or moved so that one can see something: what flies past needs nothing but its
 * place.
 */
export function useRowsInView(rows: number, rowPx: number, topPx: number): { inView: Rows; settled: Rows } {
  const [inView, setInView] = useState(NONE)
  const [settled, setSettled] = useState(NONE)
  useLayoutEffect(() => {
    let last = { px: window.scrollY, ms: performance.now() }
    let wasFast = false
    let rest: ReturnType<typeof setTimeout> | undefined

    function place(): Rows {
      const next = rowsInView(window.scrollY - topPx, window.innerHeight, { rows, rowPx })
      setInView((rows) => (isSame(rows, next) ? rows : next))
      return next
    }
    function settle(next: Rows): void {
      setSettled((rows) => (isSame(rows, next) ? rows : next))
    }
    function onRest(): void {
      clearTimeout(rest)
      wasFast = false
      last = { px: window.scrollY, ms: performance.now() }
      const next = place()
      startTransition(() => settle(next))
    }
    function onScroll(): void {
      const next = place()
      const now = { px: window.scrollY, ms: performance.now() }
      // A wheel goes in jerks: what counts is how far they lead.
      if (now.ms - last.ms >= REST_MS) {
        wasFast = isFast(now.px - last.px, now.ms - last.ms, window.innerHeight)
        last = now
      }
      // Filling what came in waits until the frame is drawn.
      if (!wasFast) startTransition(() => settle(next))
      clearTimeout(rest)
      rest = setTimeout(onRest, REST_MS)
    }

    settle(place())
    window.addEventListener('scroll', onScroll, { passive: true })
    window.addEventListener('scrollend', onRest)
    window.addEventListener('resize', onRest)
    return () => {
      clearTimeout(rest)
      window.removeEventListener('scroll', onScroll)
      window.removeEventListener('scrollend', onRest)
      window.removeEventListener('resize', onRest)
    }
  }, [rows, rowPx, topPx])
  return { inView, settled }
}

function isSame(one: Rows, other: Rows): boolean {
  return one.first === other.first && one.end === other.end
}
