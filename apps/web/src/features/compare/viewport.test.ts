import { describe, expect, it } from 'vitest'
import { type Bounds, clampView, FITTED_VIEW, fitWithin, panBy, zoomAt } from './viewport.ts'

const pane = { widthPx: 800, heightPx: 600 }
const bounds: Bounds = { pane, content: { widthPx: 800, heightPx: 600 }, maxScale: 8 }

describe('the viewport', () => {
  it.each([
    { picture: { widthPx: 4000, heightPx: 1000 }, fitted: { widthPx: 800, heightPx: 200 } },
    { picture: { widthPx: 1000, heightPx: 4000 }, fitted: { widthPx: 150, heightPx: 600 } },
    { picture: { widthPx: 80, heightPx: 60 }, fitted: { widthPx: 800, heightPx: 600 } },
  ])('fits $picture.widthPx×$picture.heightPx whole and keeps its ratio', ({ picture, fitted }) => {
    expect(fitWithin(picture, pane)).toEqual(fitted)
  })

  it('keeps what is under the pointer under the pointer', () => {
    const point = { x: 120, y: -80 }
    const view = zoomAt(FITTED_VIEW, 2, point, bounds)
    // The picture's spot that lay at the point before must lie there after: x' = spot × scale + shift.
    expect({ x: 120 * view.scale + view.x, y: -80 * view.scale + view.y }).toEqual(point)
  })

  it('never zooms out beyond the whole picture, nor in beyond the limit', () => {
    expect(zoomAt(FITTED_VIEW, 0.1, { x: 0, y: 0 }, bounds)).toEqual(FITTED_VIEW)
    expect(zoomAt(FITTED_VIEW, 100, { x: 0, y: 0 }, bounds).scale).toBe(8)
  })

  it('never pushes a picture away from the pane', () => {
    expect(panBy(FITTED_VIEW, { x: 500, y: 500 }, bounds)).toEqual(FITTED_VIEW)
    expect(panBy({ scale: 2, x: 0, y: 0 }, { x: 5000, y: -5000 }, bounds)).toEqual({
      scale: 2,
      x: 400,
      y: -300,
    })
  })

  it('comes back to the centre when it is zoomed out at a corner', () => {
    const corner = panBy({ scale: 2, x: 0, y: 0 }, { x: 5000, y: 5000 }, bounds)
    expect(zoomAt(corner, 0.5, { x: 300, y: 200 }, bounds)).toEqual(FITTED_VIEW)
  })

  it('stays inside when the pane grows', () => {
    const grown = { ...bounds, pane: { widthPx: 1600, heightPx: 1200 } }
    expect(clampView({ scale: 2, x: 400, y: 300 }, grown)).toEqual({ scale: 2, x: 0, y: 0 })
  })
})
