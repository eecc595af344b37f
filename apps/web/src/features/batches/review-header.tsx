import { Dialog } from '@base-ui/react/dialog'
import type { BatchView } from '@studio/core/batches'
import { Link } from '@tanstack/react-router'
import { Keyboard, TriangleAlert, X } from 'lucide-react'
import { formatCount } from '../../lib/format.ts'
import { IconButton, Segmented } from '../../ui/index.ts'
import { COMPARE_MODES, type CompareMode, ZOOM_STEP, ZoomButtons } from '../compare/index.ts'
import type { Reviewed } from './use-reviewed.ts'

/** What is looked at, how many are left, what to look out for, and how it is laid out. */
export function ReviewHeader({
  batch,
  reviewed: { item, source, index, generation },
  count,
  mode,
  onMode,
  zoom,
  onShowKeys,
}: {
  batch: BatchView
  reviewed: Reviewed
  /** How many are gone through. */
  count: number
  mode: CompareMode
  onMode: (mode: CompareMode) => void
  zoom: { scale: number; onZoom: (factor: number) => void; onFit: () => void }
  onShowKeys: () => void
}) {
  const cautions = item?.cautions ?? []
  const isRedrawn = generation !== undefined && generation.provider !== 'local'
  return (
    <header className="px-3 py-2 md:px-4">
      <div className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-center gap-2 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
        <div className="min-w-0">
          <Dialog.Title className="truncate text-14">{item?.sku ?? item?.name ?? batch.name}</Dialog.Title>
          <p className="figures truncate text-12 text-ink-faint">
            {formatCount(index + 1)} of {formatCount(count)} · {formatCount(batch.review.open)} to decide
          </p>
        </div>
        <Segmented
          label="Layout"
          isLabelHidden
          options={source ? COMPARE_MODES : COMPARE_MODES.slice(2)}
          value={source ? mode : 'alone'}
          onChange={onMode}
        />
        <div className="flex items-center justify-end gap-1">
          {item?.generationId && (
            <Link
              to="/generations/$id"
              params={{ id: item.generationId }}
              className="px-2 text-13 max-md:hidden"
            >
              Recipe
            </Link>
          )}
          <div className="max-lg:hidden">
            <ZoomButtons
              scale={zoom.scale}
              onZoomIn={() => zoom.onZoom(ZOOM_STEP)}
              onZoomOut={() => zoom.onZoom(1 / ZOOM_STEP)}
              onFit={zoom.onFit}
            />
          </div>
          <IconButton label="Keys" shortcut="?" onClick={onShowKeys} className="pointer-coarse:hidden">
            <Keyboard />
          </IconButton>
          <Dialog.Close
            render={
              <IconButton label="Close" shortcut="Esc">
                <X />
              </IconButton>
            }
          />
        </div>
      </div>
      {cautions.length > 0 ? (
        <p role="status" className="mt-1 flex items-center gap-1.5 text-13 text-amber">
          <TriangleAlert className="size-4 shrink-0" aria-hidden="true" />
          {cautions.join(' ')}
        </p>
      ) : (
        isRedrawn && (
          <p className="mt-1 text-13 text-ink-faint max-md:hidden">
            An AI drew this: compare shape, colour and lettering with the source.
          </p>
        )
      )}
    </header>
  )
}
