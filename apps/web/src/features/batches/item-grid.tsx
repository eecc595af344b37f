import type { Id } from '@studio/core/kernel'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { trpc } from '../../lib/trpc.ts'
import type { Selection } from '../assets/selection.ts'
import { useElementFrame } from '../assets/use-element-frame.ts'
import { ItemTile } from './item-tile.tsx'
import { GAP_PX, layOutItems } from './lay-out-items.ts'
import type { Decision } from './show-decision.ts'
import { useItemGridActs } from './use-item-grid-acts.ts'
import { useItemsAt } from './use-items-at.ts'
import { useRowsInView } from './use-rows-in-view.ts'

/** What the grid asks for. */
export type ItemGridWishes = {
  onSelect: (selection: Selection<number>) => void
  onOpen: (position: number) => void
  onDecide: (positions: readonly number[], decision: Decision) => void
  onAgain: (positions: readonly number[]) => void
  onUndo: () => void
  onShowKeys: () => void
}

/**
 * The items of a batch in rows of one height, which is known before any is read: the page is as long from the beginning as
 * it will be, one can go anywhere in it, and nothing ever moves. Only the rows near the screen are in the document, and
 * only the items near it are read. One tab stop: keys move and decide inside.
 */
export function ItemGrid({
  batchId,
  order,
  selection,
  wishes,
}: {
  batchId: Id<'batch'>
  order: readonly number[]
  selection: Selection<number>
  wishes: ItemGridWishes
}) {
  const gridRef = useRef<HTMLElement>(null)
  const { widthPx, topPx } = useElementFrame(gridRef)
  /** An item that gets the focus as soon as it is in the document. */
  const awaited = useRef<number | null>(null)
  const [active, setActive] = useState<number | null>(null)
  const layout = useMemo(() => layOutItems(order.length, widthPx), [order.length, widthPx])
  const { columns, rowPx, rows } = layout

  const { inView, settled } = useRowsInView(rows, rowPx, topPx)
  const from = settled.first * columns
  const to = settled.end * columns
  // A screen ahead in either direction.
  const items = useItemsAt(batchId, order, { from: from - (to - from), to: to + (to - from) })

  const { data: shots } = useQuery(trpc.shots.list.queryOptions())
  const shotNames = useMemo(() => new Map(shots?.map(({ id, name }) => [id, name])), [shots])

  const acts = useItemGridActs({
    order,
    columns,
    items,
    selection,
    wishes,
    onFocus: setActive,
    onMoveTo(index) {
      const position = order[index]
      if (position === undefined) return
      setActive(position)
      showPart(topPx + Math.floor(index / columns) * rowPx, rowPx)
      // At once where it can be: the next key may come before the next frame.
      awaited.current = focusItem(gridRef.current, position) ? null : position
    },
  })
  useEffect(() => {
    if (awaited.current !== null && focusItem(gridRef.current, awaited.current)) awaited.current = null
  })

  const shown = order.slice(inView.first * columns, inView.end * columns)
  const tabStop = active !== null && shown.includes(active) ? active : shown[0]
  return (
    <section
      ref={gridRef}
      aria-label="Pictures"
      {...acts}
      className="relative mb-16"
      style={{ height: rows * rowPx }}
    >
      {Array.from({ length: inView.end - inView.first }, (_, row) => inView.first + row).map((index) => (
        <div
          key={index}
          className="absolute inset-x-0 top-0 grid items-start contain-layout contain-style"
          style={{
            transform: `translateY(${index * rowPx}px)`,
            // Shares of the width, so that a row fits also in the frame before a new width is known.
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            gap: GAP_PX,
          }}
        >
          {order.slice(index * columns, (index + 1) * columns).map((position) => {
            const item = items.get(position)
            return item ? (
              <ItemTile
                key={position}
                item={item}
                kind={item.shotId ? (shotNames.get(item.shotId) ?? item.shotId) : 'Own words'}
                isFilled={index >= settled.first && index < settled.end}
                isSelected={selection.ids.has(position)}
                isChoosing={selection.ids.size > 0}
                isTabStop={position === tabStop}
              />
            ) : (
              <div key={position} className="aspect-square bg-sunken" />
            )
          })}
        </div>
      ))}
    </section>
  )
}

/** Scrolls the window as little as shows a part of the page. */
function showPart(topPx: number, heightPx: number): void {
  const { scrollY, innerHeight } = window
  const top = Math.min(topPx, Math.max(scrollY, topPx + heightPx - innerHeight))
  if (top !== scrollY) window.scrollTo({ top, behavior: 'instant' })
}

/** Gives the focus to an item; answers whether it is in the document. */
function focusItem(grid: HTMLElement | null, position: number): boolean {
  const item = grid?.querySelector<HTMLElement>(`[data-item="${position}"]`)
  item?.focus({ preventScroll: true })
  return item != null
}
