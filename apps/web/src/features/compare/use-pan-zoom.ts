import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { type Bounds, CLOSE_UP_SCALE, type Point, panBy, type View, wheelFactor, zoomAt } from './viewport.ts'

/** Changes the view. `glide` moves there softly (keys, buttons); `follow` is immediate (fingers, wheel). */
export type ChangeView = (change: (view: View) => View, how: 'glide' | 'follow') => void

type PanZoom = {
  view: View
  bounds: Bounds
  changeView: ChangeView
  /** Where there is nothing to pan, a drag goes here instead: how far from the left it is, from 0 to 1. */
  onDragWhenFitted?: (fraction: number) => void
}

/** Handlers that make a pane zoom and pan: wheel, drag, pinch and double click. */
export function usePanZoom({ view, bounds, changeView, onDragWhenFitted }: PanZoom) {
  const [pane, setPane] = useState<HTMLElement | null>(null)
  const pointers = useRef(new Map<number, Point>())

  // React listens to the wheel passively, and a passive listener cannot keep the page from scrolling.
  useEffect(() => {
    if (!pane) return
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      changeView((now) => zoomAt(now, wheelFactor(event.deltaY), fromCentre(pane, event), bounds), 'follow')
    }
    pane.addEventListener('wheel', onWheel, { passive: false })
    return () => pane.removeEventListener('wheel', onWheel)
  }, [pane, bounds, changeView])

  const dragTo = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    onDragWhenFitted?.((event.clientX - box.left) / box.width)
  }

  return {
    ref: setPane,
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      pointers.current.set(event.pointerId, fromCentre(event.currentTarget, event))
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const before = pointers.current.get(event.pointerId)
      if (!before) return
      const after = fromCentre(event.currentTarget, event)
      const [other] = [...pointers.current].filter(([id]) => id !== event.pointerId)
      pointers.current.set(event.pointerId, after)
      if (other) changeView((now) => pinch(now, other[1], before, after, bounds), 'follow')
      else if (view.scale === 1 && onDragWhenFitted) dragTo(event)
      else changeView((now) => panBy(now, minus(after, before), bounds), 'follow')
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => pointers.current.delete(event.pointerId),
    onPointerCancel: (event: PointerEvent<HTMLElement>) => pointers.current.delete(event.pointerId),
    onDoubleClick(event: React.MouseEvent<HTMLElement>) {
      const point = fromCentre(event.currentTarget, event)
      changeView((now) => zoomAt(now, now.scale > 1 ? 0 : CLOSE_UP_SCALE, point, bounds), 'glide')
    },
  }
}

/** Two fingers: one rests, one moves. The pictures grow with their distance and move with their middle. */
function pinch(view: View, resting: Point, before: Point, after: Point, bounds: Bounds): View {
  const middle = { x: (resting.x + after.x) / 2, y: (resting.y + after.y) / 2 }
  const moved = { x: (after.x - before.x) / 2, y: (after.y - before.y) / 2 }
  const factor = distance(resting, after) / Math.max(1, distance(resting, before))
  return panBy(zoomAt(view, factor, minus(middle, moved), bounds), moved, bounds)
}

function fromCentre(pane: Element, event: { clientX: number; clientY: number }): Point {
  const box = pane.getBoundingClientRect()
  return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 }
}

function minus(a: Point, b: Point): Point {
  return { x: a.x - b.x, y: a.y - b.y }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
