import type { AssetView } from '@studio/core/assets'
import type { FocusEvent, KeyboardEvent, MouseEvent } from 'react'
import type { GridRow } from './justify-rows.ts'
import { extendTo, type Selection, toggleOne } from './selection.ts'
import { stepInGrid } from './step-in-grid.ts'

/**
 * What clicks and keys do in the grid, heard once for all tiles. A click opens, or chooses while choosing; shift
 * takes a range; `x` and the space bar choose; arrow keys move, with shift they choose on the way.
 */
export function useGridActs({
  assets,
  rows,
  selection,
  isChoosing,
  onSelect,
  onOpen,
  onFocus,
  onMoveTo,
}: {
  assets: readonly AssetView[]
  rows: readonly GridRow<AssetView>[]
  selection: Selection
  isChoosing: boolean
  onSelect: (selection: Selection) => void
  onOpen: (id: string) => void
  /** An asset got the focus. */
  onFocus: (id: string) => void
  /** The focus should go to an asset, which may be outside of the document yet. */
  onMoveTo: (id: string) => void
}) {
  const order = () => assets.map(({ id }) => id)

  function onClick(event: MouseEvent) {
    if (!(event.target instanceof Element)) return
    const tile = event.target.closest<HTMLElement>('[data-asset], [data-mark]')
    const id = tile?.dataset.asset ?? tile?.dataset.mark
    // With the command key the browser opens a new tab, as for any link.
    if (id === undefined || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    if (event.shiftKey) onSelect(extendTo(selection, id, order()))
    else if (isChoosing || tile?.dataset.mark !== undefined) onSelect(toggleOne(selection, id))
    else onOpen(id)
  }

  function onKeyDown(event: KeyboardEvent) {
    const id = focusedAsset(event.target)
    if (id === undefined || event.altKey || event.metaKey || event.ctrlKey) return
    if (event.key === 'x' || event.key === ' ') {
      event.preventDefault()
      onSelect(toggleOne(selection, id))
      return
    }
    const next = stepInGrid(rows, id, event.key)
    if (next === null) return
    event.preventDefault()
    if (event.shiftKey) {
      const start = selection.anchor === null ? toggleOne(selection, id) : selection
      onSelect(extendTo(start, next, order()))
    }
    onMoveTo(next)
  }

  function onFocusIn(event: FocusEvent) {
    const id = focusedAsset(event.target)
    if (id !== undefined) onFocus(id)
  }

  return { onClick, onKeyDown, onFocus: onFocusIn }
}

function focusedAsset(target: EventTarget): string | undefined {
  return target instanceof HTMLElement ? target.dataset.asset : undefined
}
