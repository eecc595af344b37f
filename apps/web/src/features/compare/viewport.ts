/** A size in CSS pixels or picture pixels; which of the two is said where it is used. */
export type Size = { widthPx: number; heightPx: number }

/** A place on a pane in CSS pixels, counted from the pane's centre. */
export type Point = { x: number; y: number }

/** How far the pictures are zoomed (1 = fitted to the pane) and moved from the centre, in CSS pixels. */
export type View = { scale: number; x: number; y: number }

/** What a view must stay within: the pane, and the fitted pictures that lie in it. */
export type Bounds = { pane: Size; content: Size; maxScale: number }

/** The view in which every picture is seen whole. */
export const FITTED_VIEW: View = { scale: 1, x: 0, y: 0 }

/** How much one press of a zoom button or key changes the scale. */
export const ZOOM_STEP = 1.5

/** The scale that a double click goes to from the fitted view. */
export const CLOSE_UP_SCALE = 3

/** The largest size with the picture's own ratio that lies inside the pane; small pictures are enlarged. */
export function fitWithin(picture: Size, pane: Size): Size {
  const scale = Math.min(pane.widthPx / picture.widthPx, pane.heightPx / picture.heightPx)
  return { widthPx: picture.widthPx * scale, heightPx: picture.heightPx * scale }
}

/** The smallest box that all fitted pictures lie in, so that none has a corner that cannot be reached. */
export function boundingSize(sizes: readonly Size[]): Size {
  return {
    widthPx: Math.max(0, ...sizes.map((size) => size.widthPx)),
    heightPx: Math.max(0, ...sizes.map((size) => size.heightPx)),
  }
}

/** Zooms by a factor and keeps what is under the point under the point, as far as the bounds allow. */
export function zoomAt(view: View, factor: number, point: Point, bounds: Bounds): View {
  const scale = clamp(view.scale * factor, 1, bounds.maxScale)
  const change = scale / view.scale
  return clampView(
    { scale, x: point.x - (point.x - view.x) * change, y: point.y - (point.y - view.y) * change },
    bounds,
  )
}

/** Moves the pictures; they never leave the pane further than their own edge. */
export function panBy(view: View, move: Point, bounds: Bounds): View {
  return clampView({ ...view, x: view.x + move.x, y: view.y + move.y }, bounds)
}

/** The nearest view that keeps to the bounds; needed again whenever the pane changes its size. */
export function clampView(view: View, bounds: Bounds): View {
  const scale = clamp(view.scale, 1, bounds.maxScale)
  const reachX = Math.max(0, (bounds.content.widthPx * scale - bounds.pane.widthPx) / 2)
  const reachY = Math.max(0, (bounds.content.heightPx * scale - bounds.pane.heightPx) / 2)
  return { scale, x: clamp(view.x, -reachX, reachX), y: clamp(view.y, -reachY, reachY) }
}

/** The factor that a turn of the wheel asks for; a pinch on a trackpad arrives as small turns. */
export function wheelFactor(deltaY: number): number {
  return Math.exp(-clamp(deltaY, -120, 120) * 0.0035)
}

/** The number, moved into the range if it lies outside. Never minus zero, which would show in styles. */
export function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value)) + 0
}
