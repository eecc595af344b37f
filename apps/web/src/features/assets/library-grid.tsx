import type { AssetView } from '@studio/core/assets'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { formatDay } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { ErrorState, Spinner } from '../../ui/index.ts'
import { AssetTile } from './asset-tile.tsx'
import { gridHeight, justifyRows } from './justify-rows.ts'
import { extendTo, type Selection, toggleOne } from './selection.ts'
import { stepInGrid } from './step-in-grid.ts'
import { useElementFrame } from './use-element-frame.ts'

const GAP_PX = 8
const DAY_HEIGHT_PX = 44
/** More is read when this many rows or fewer are left below the screen. */
const ROWS_AHEAD = 8

/**
 * The pictures in rows that fill the width, under the days they came. Only the rows near the screen are in the
 * document, however many there are. One tab stop: arrow keys move inside, `x` selects, Enter opens.
 */
export function LibraryGrid({
  assets,
  hasMore,
  isLoadingMore,
  moreError,
  onMore,
  selection,
  isChoosing,
  onSelect,
}: {
  assets: readonly AssetView[]
  hasMore: boolean
  isLoadingMore: boolean
  moreError: unknown
  onMore: () => void
  selection: Selection
  /** A click chooses instead of opening. */
  isChoosing: boolean
  onSelect: (selection: Selection) => void
}) {
  const gridRef = useRef<HTMLElement>(null)
  const { widthPx, topPx } = useElementFrame(gridRef)
  const [activeId, setActiveId] = useState<string | null>(null)

  const rows = useMemo(() => {
    if (widthPx === 0) return []
    const now = new Date()
    const items = assets.map((asset) => ({ ...asset, day: formatDay(asset.createdAt, now) }))
    const targetHeightPx = widthPx < 640 ? 170 : 230
    return justifyRows(items, { widthPx, targetHeightPx, gapPx: GAP_PX, dayHeightPx: DAY_HEIGHT_PX })
  }, [assets, widthPx])

  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (rows[index + 1]?.topPx ?? gridHeight(rows)) - (rows[index]?.topPx ?? 0),
    scrollMargin: topPx,
    overscan: 2,
  })
  // New rows have new heights.
  useEffect(() => virtualizer.measure(), [rows, virtualizer])

  const visible = virtualizer.getVirtualItems()
  const lastVisible = visible.at(-1)?.index ?? 0
  const isNearEnd = rows.length > 0 && lastVisible >= rows.length - ROWS_AHEAD
  useEffect(() => {
    if (isNearEnd && hasMore && !isLoadingMore && moreError === null) onMore()
  }, [isNearEnd, hasMore, isLoadingMore, moreError, onMore])

  /** Moves the focus to an asset that may be outside of the document yet. */
  function focus(id: string) {
    setActiveId(id)
    const row = rows.findIndex((one) => one.kind === 'pictures' && one.items.some((item) => item.id === id))
    virtualizer.scrollToIndex(row, { align: 'auto' })
    requestAnimationFrame(() => {
      gridRef.current?.querySelector<HTMLElement>(`[data-asset="${id}"]`)?.focus({ preventScroll: true })
    })
  }

  function onKeyDown(event: React.KeyboardEvent) {
    const id = event.target instanceof HTMLElement ? event.target.dataset.asset : undefined
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
      onSelect(
        extendTo(
          start,
          next,
          assets.map((asset) => asset.id),
        ),
      )
    }
    focus(next)
  }

  const shownItems = visible.flatMap(({ index }) => {
    const row = rows[index]
    return row?.kind === 'pictures' ? row.items : []
  })
  const tabStop = shownItems.some(({ id }) => id === activeId) ? activeId : (shownItems[0]?.id ?? null)

  return (
    <>
      <section
        ref={gridRef}
        aria-label="Pictures"
        onKeyDown={onKeyDown}
        className="relative"
        style={{ height: gridHeight(rows) }}
      >
        {visible.map(({ index }) => {
          const row = rows[index]
          if (row === undefined) return null
          if (row.kind === 'day') {
            return (
              <h2
                key={`day ${row.day}`}
                className="absolute flex items-center text-14"
                style={{ top: row.topPx, height: row.heightPx }}
              >
                {row.day}
              </h2>
            )
          }
          return (
            <div
              key={row.items[0]?.id}
              className="absolute flex"
              style={{ top: row.topPx, height: row.heightPx, gap: GAP_PX }}
            >
              {row.items.map((asset, position) => (
                <AssetTile
                  key={asset.id}
                  asset={asset}
                  widthPx={row.widthsPx[position] ?? 0}
                  heightPx={row.heightPx}
                  isSelected={selection.ids.has(asset.id)}
                  isSelecting={isChoosing}
                  isTabStop={asset.id === tabStop}
                  onFocus={() => setActiveId(asset.id)}
                  onToggle={() => onSelect(toggleOne(selection, asset.id))}
                  onExtend={() =>
                    onSelect(
                      extendTo(
                        selection,
                        asset.id,
                        assets.map(({ id }) => id),
                      ),
                    )
                  }
                />
              ))}
            </div>
          )
        })}
      </section>
      <div className="flex h-16 items-center justify-center text-ink-faint">
        {isLoadingMore && <Spinner />}
        {moreError !== null && (
          <ErrorState
            isCompact
            title="More could not be read"
            message={describeProblem(moreError).message}
            onRetry={onMore}
          />
        )}
      </div>
    </>
  )
}
