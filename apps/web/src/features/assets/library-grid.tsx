import type { AssetView } from '@studio/core/assets'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { ErrorState, Spinner } from '../../ui/index.ts'
import { AssetTile } from './asset-tile.tsx'
import { rememberDays } from './day-of.ts'
import { gridHeight, justifyRows } from './justify-rows.ts'
import type { Selection } from './selection.ts'
import { useElementFrame } from './use-element-frame.ts'
import { useGridActs } from './use-grid-acts.ts'

const GAP_PX = 8
const DAY_HEIGHT_PX = 44
/** More is read when this many rows or fewer are left below the screen. */
const ROWS_AHEAD = 12

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
  const [dayOf] = useState(() => rememberDays(new Date()))
  const navigate = useNavigate()
  const search = useLocation({ select: ({ searchStr }) => searchStr })

  const rows = useMemo(() => {
    if (widthPx === 0) return []
    const targetHeightPx = widthPx < 640 ? 170 : 230
    return justifyRows(
      assets,
      dayOf,
      { widthPx, targetHeightPx, gapPx: GAP_PX, dayHeightPx: DAY_HEIGHT_PX },
      hasMore,
    )
  }, [assets, dayOf, widthPx, hasMore])

  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: (index) => (rows[index + 1]?.topPx ?? gridHeight(rows)) - (rows[index]?.topPx ?? 0),
    scrollMargin: topPx,
    overscan: 2,
  })
  // New rows have new heights.
  useEffect(() => virtualizer.measure(), [rows, virtualizer])

  const visible = virtualizer.getVirtualItems().flatMap(({ index }) => rows[index] ?? [])
  const isNearEnd = (virtualizer.range?.endIndex ?? 0) >= rows.length - ROWS_AHEAD
  useEffect(() => {
    if (widthPx > 0 && isNearEnd && hasMore && !isLoadingMore && moreError === null) onMore()
  }, [widthPx, isNearEnd, hasMore, isLoadingMore, moreError, onMore])

  const acts = useGridActs({
    assets,
    rows,
    selection,
    isChoosing,
    onSelect,
    onOpen: (assetId) =>
      void navigate({ to: '/assets/$assetId', params: { assetId }, search: true, resetScroll: false }),
    onFocus: setActiveId,
    onMoveTo(id) {
      setActiveId(id)
      const row = rows.findIndex((one) => one.kind === 'pictures' && one.items.some((item) => item.id === id))
      virtualizer.scrollToIndex(row, { align: 'auto' })
      requestAnimationFrame(() => {
        gridRef.current?.querySelector<HTMLElement>(`[data-asset="${id}"]`)?.focus({ preventScroll: true })
      })
    },
  })

  const shown = visible.flatMap((row) => (row.kind === 'pictures' ? row.items : []))
  const tabStop = shown.some(({ id }) => id === activeId) ? activeId : (shown[0]?.id ?? null)
  const endPx = gridHeight(rows)

  return (
    <section
      ref={gridRef}
      aria-label="Pictures"
      {...acts}
      className="relative mb-16"
      style={{ height: endPx }}
    >
      {visible.map((row) =>
        row.kind === 'day' ? (
          <h2
            key={`day ${row.day}`}
            className="absolute flex items-center text-14"
            style={{ top: row.topPx, height: row.heightPx }}
          >
            {row.day}
          </h2>
        ) : (
          <div
            key={row.items[0]?.id}
            className="absolute flex"
            style={{ top: row.topPx, height: row.heightPx, gap: GAP_PX }}
          >
            {row.items.map((asset, position) => (
              <AssetTile
                key={asset.id}
                asset={asset}
                href={`/assets/${asset.id}${search}`}
                widthPx={row.widthsPx[position] ?? 0}
                heightPx={row.heightPx}
                isSelected={selection.ids.has(asset.id)}
                isChoosing={isChoosing}
                isTabStop={asset.id === tabStop}
              />
            ))}
          </div>
        ),
      )}
      {/* Made anew for every page, since a thing that moves down counts as a jump. */}
      <div
        key={endPx}
        className="absolute inset-x-0 flex h-16 items-center justify-center"
        style={{ top: endPx }}
      >
        {isLoadingMore && <Spinner className="text-ink-faint" />}
        {moreError !== null && (
          <ErrorState
            isCompact
            title="More could not be read"
            message={describeProblem(moreError).message}
            onRetry={onMore}
          />
        )}
      </div>
    </section>
  )
}
