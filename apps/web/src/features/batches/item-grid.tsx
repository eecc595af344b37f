import type { Id } from '@studio/core/kernel'
import { useQuery } from '@tanstack/react-query'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { Skeleton } from '../../ui/index.ts'
import type { Selection } from '../assets/selection.ts'
import { useElementFrame } from '../assets/use-element-frame.ts'
import { ItemTile } from './item-tile.tsx'
import { GAP_PX, layOutItems } from './lay-out-items.ts'
import type { Decision } from './show-decision.ts'
import { useItemGridActs } from './use-item-grid-acts.ts'
import { useItemsAt } from './use-items-at.ts'

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
  const [active, setActive] = useState<number | null>(null)
  const layout = useMemo(() => layOutItems(order.length, widthPx), [order.length, widthPx])
  const { columns, rowPx, rows } = layout

  const virtualizer = useWindowVirtualizer({
    count: widthPx === 0 ? 0 : rows,
    estimateSize: () => rowPx,
    scrollMargin: topPx,
    overscan: 2,
  })
  // Rows of another width have another height.
  useEffect(() => virtualizer.measure(), [rowPx, virtualizer])

  const visible = virtualizer.getVirtualItems()
  const from = (visible[0]?.index ?? 0) * columns
  const to = ((visible.at(-1)?.index ?? -1) + 1) * columns
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
      virtualizer.scrollToIndex(Math.floor(index / columns), { align: 'auto' })
      // At once where it can be: the next key may come before the next frame.
      if (!focusItem(gridRef.current, position))
        requestAnimationFrame(() => void focusItem(gridRef.current, position))
    },
  })

  const shown = order.slice(from, to)
  const tabStop = active !== null && shown.includes(active) ? active : shown[0]
  return (
    <section
      ref={gridRef}
      aria-label="Pictures"
      {...acts}
      className="relative mb-16"
      style={{ height: rows * rowPx }}
    >
      {visible.map(({ index }) => (
        <div
          key={index}
          className="absolute inset-x-0 top-0 grid items-start"
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
                isSelected={selection.ids.has(position)}
                isChoosing={selection.ids.size > 0}
                isTabStop={position === tabStop}
              />
            ) : (
              <Skeleton key={position} className="aspect-square rounded-none!" />
            )
          })}
        </div>
      ))}
    </section>
  )
}

/** Gives the focus to an item; answers whether it is in the document. */
function focusItem(grid: HTMLElement | null, position: number): boolean {
  const item = grid?.querySelector<HTMLElement>(`[data-item="${position}"]`)
  item?.focus({ preventScroll: true })
  return item != null
}
