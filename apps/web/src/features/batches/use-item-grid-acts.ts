import type { BatchItemView } from '@studio/core/batches'
import type { FocusEvent, KeyboardEvent, MouseEvent } from 'react'
import { extendTo, type Selection, toggleOne } from '../assets/selection.ts'
import type { ItemGridWishes } from './item-grid.tsx'
import { keyAct } from './key-act.ts'
import { stepInItems } from './lay-out-items.ts'

/**
 * What clicks and keys do in the grid of a batch, heard once for all tiles. A click opens, or chooses while choosing; shift
 * takes a range, `x` and the space bar choose. What a key decides is for all that are chosen, if the one in focus is among them.
 */
export function useItemGridActs({
  order,
  columns,
  items,
  selection,
  wishes,
  onFocus,
  onMoveTo,
}: {
  order: readonly number[]
  columns: number
  items: ReadonlyMap<number, BatchItemView>
  selection: Selection<number>
  wishes: ItemGridWishes
  /** An item got the focus. */
  onFocus: (position: number) => void
  /** The focus should go to the item at this index, which may be outside of the document yet. */
  onMoveTo: (index: number) => void
}) {
  function onClick(event: MouseEvent) {
    if (!(event.target instanceof Element)) return
    const button = event.target.closest<HTMLElement>('[data-item], [data-mark], [data-decide]')
    const { item, mark, decide, at } = button?.dataset ?? {}
    if (at !== undefined && decide !== undefined) {
      const review = decide === 'accepted' ? 'accepted' : 'rejected'
      const isTaken = items.get(Number(at))?.review === review
      wishes.onDecide([Number(at)], { review: isTaken ? 'open' : review })
      return
    }
    const position = Number(item ?? mark)
    if (Number.isNaN(position)) return
    if (event.shiftKey) wishes.onSelect(extendTo(selection, position, order))
    else if (mark !== undefined || selection.ids.size > 0 || event.metaKey || event.ctrlKey)
      wishes.onSelect(toggleOne(selection, position))
    else wishes.onOpen(position)
  }

  function onKeyDown(event: KeyboardEvent) {
    const position = focusedItem(event.target)
    if (position === undefined) return
    if (handle(event, position)) event.preventDefault()
  }

  function handle(event: KeyboardEvent, position: number): boolean {
    const { key, shiftKey, metaKey, ctrlKey, altKey } = event
    if ((metaKey || ctrlKey) && key.toLowerCase() === 'a') {
      wishes.onSelect({ ids: new Set(order), anchor: position })
      return true
    }
    const wish = keyAct(event)
    const meant = selection.ids.has(position) ? [...selection.ids] : [position]
    if (wish?.act === 'decide') wishes.onDecide(meant, wish.decision)
    else if (wish?.act === 'again') wishes.onAgain(meant)
    else if (wish?.act === 'undo') wishes.onUndo()
    else if (wish?.act === 'keys') wishes.onShowKeys()
    if (wish) return true
    if (metaKey || ctrlKey || altKey) return false
    // Enter and the space bar press a button of the tile that has the focus.
    const isPress = (key === ' ' || key === 'Enter') && !isPicture(event.target)
    if (isPress) return false
    if (key === 'x' || key === ' ') wishes.onSelect(toggleOne(selection, position))
    else if (key === 'Enter') wishes.onOpen(position)
    else return move(key, shiftKey, position)
    return true
  }

  function move(key: string, isRange: boolean, position: number): boolean {
    const index = order.indexOf(position)
    const next = stepInItems(key, { index, count: order.length, columns })
    const to = next === null ? undefined : order[next]
    if (next === null || to === undefined) return false
    if (isRange) {
      const start = selection.anchor === null ? toggleOne(selection, position) : selection
      wishes.onSelect(extendTo(start, to, order))
    }
    onMoveTo(next)
    return true
  }

  function onFocusIn(event: FocusEvent) {
    const position = focusedItem(event.target)
    if (position !== undefined) onFocus(position)
  }

  return { onClick, onKeyDown, onFocus: onFocusIn }
}

function focusedItem(target: EventTarget): number | undefined {
  const tile = target instanceof Element ? target.closest<HTMLElement>('[data-tile]') : null
  const place = tile?.dataset.tile
  return place === undefined ? undefined : Number(place)
}

function isPicture(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.dataset.item !== undefined
}
