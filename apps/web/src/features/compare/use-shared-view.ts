import { useCallback, useMemo, useState } from 'react'
import { type ComparePicture, naturalSize } from './compare-picture.ts'
import type { SharedView } from './pane.tsx'
import type { ChangeView } from './use-pan-zoom.ts'
import { boundingSize, clampView, FITTED_VIEW, fitWithin, type Size } from './viewport.ts'

/** The least that the closest zoom is, however few pixels a picture has. */
const LEAST_MAX_SCALE = 4

/** One view for all pictures that are shown, kept within the bounds that they and their pane set. */
export function useSharedView(pictures: readonly ComparePicture[], pane: Size): SharedView {
  const [{ view, glides }, setState] = useState({ view: FITTED_VIEW, glides: false })

  const bounds = useMemo(() => {
    const sizes = pictures.map((picture) => naturalSize(picture.asset))
    const fitted = sizes.map((size) => fitWithin(size, pane))
    // At the closest, one picture pixel is two CSS pixels wide: near enough to judge a seam.
    const closest = sizes.map((size, index) => (2 * size.widthPx) / Math.max(1, fitted[index]?.widthPx ?? 1))
    return { pane, content: boundingSize(fitted), maxScale: Math.max(LEAST_MAX_SCALE, ...closest) }
  }, [pictures, pane])

  // The pane or the pictures may have changed since the view was set, so it is clamped where it is read.
  const changeView = useCallback<ChangeView>(
    (change, how) => {
      setState((now) => ({ view: change(clampView(now.view, bounds)), glides: how === 'glide' }))
    },
    [bounds],
  )

  return { view: clampView(view, bounds), bounds, glides, changeView }
}
