import type { ReactNode } from 'react'
import { classNames } from '../../ui/index.ts'
import { type ChangeView, usePanZoom } from './use-pan-zoom.ts'
import type { Bounds, View } from './viewport.ts'

/** What every pane of the viewer shares, so that they zoom and move as one. */
export type SharedView = { view: View; bounds: Bounds; glides: boolean; changeView: ChangeView }

/** A window onto the wall: what lies in it zooms by wheel, pinch and double click, and pans by dragging. */
export function Pane({
  shared: { view, bounds, changeView },
  onDragWhenFitted,
  children,
}: {
  shared: SharedView
  onDragWhenFitted?: (fraction: number) => void
  children: ReactNode
}) {
  const handlers = usePanZoom({ view, bounds, changeView, ...(onDragWhenFitted && { onDragWhenFitted }) })
  const cursor =
    view.scale > 1 ? 'cursor-grab active:cursor-grabbing' : onDragWhenFitted && 'cursor-ew-resize'
  return (
    <div
      {...handlers}
      className={classNames('relative min-h-0 min-w-0 flex-1 touch-none select-none overflow-hidden', cursor)}
    >
      {children}
    </div>
  )
}
