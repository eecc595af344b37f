import type { AssetView } from '@studio/core/assets'
import { Link } from '@tanstack/react-router'
import { Check, TriangleAlert } from 'lucide-react'
import type { MouseEvent } from 'react'
import { classNames, Picture, Skeleton } from '../../ui/index.ts'

/** One asset in the grid: opens on a click, is chosen by its mark, with shift for a range. */
export function AssetTile({
  asset,
  widthPx,
  heightPx,
  isSelected,
  isSelecting,
  isTabStop,
  onFocus,
  onToggle,
  onExtend,
}: {
  asset: AssetView
  widthPx: number
  heightPx: number
  isSelected: boolean
  /** Something is chosen already: a click chooses too instead of opening. */
  isSelecting: boolean
  isTabStop: boolean
  onFocus: () => void
  onToggle: () => void
  onExtend: () => void
}) {
  function onClick(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey) return
    if (event.shiftKey) onExtend()
    else if (isSelecting) onToggle()
    else return
    event.preventDefault()
  }

  return (
    <div className="group relative shrink-0" style={{ width: widthPx, height: heightPx }}>
      <Link
        to="/assets/$assetId"
        params={{ assetId: asset.id }}
        search={true}
        resetScroll={false}
        tabIndex={isTabStop ? 0 : -1}
        data-asset={asset.id}
        aria-label={`${asset.fileName}${isSelected ? ', selected' : ''}`}
        onClick={onClick}
        onFocus={onFocus}
        className="absolute inset-0 block"
      >
        <TilePicture asset={asset} />
        {isSelected && <span className="absolute inset-0 border-3 border-accent-line" />}
        <span className="pointer-events-none absolute inset-x-0 bottom-0 hidden truncate bg-picture-shade px-2.5 py-1.5 text-12 text-on-picture group-focus-within:block group-hover:block pointer-coarse:hidden!">
          {asset.fileName}
        </span>
      </Link>
      <button
        type="button"
        tabIndex={-1}
        aria-label={`Select ${asset.fileName}`}
        aria-pressed={isSelected}
        onClick={(event) => (event.shiftKey ? onExtend() : onToggle())}
        className={classNames(
          'absolute top-0 left-0 flex size-11 items-center justify-center transition-opacity duration-120',
          'group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:hidden',
          isSelecting ? 'flex! opacity-100' : 'opacity-0',
        )}
      >
        <span
          className={classNames(
            'flex size-5 items-center justify-center rounded-full border',
            isSelected
              ? 'border-accent bg-accent text-on-accent'
              : 'border-on-picture bg-picture-shade/30 text-transparent shadow-[0_0_0_1px_oklch(0_0_0/0.2)]',
          )}
        >
          <Check className="size-3.5" strokeWidth={3} aria-hidden="true" />
        </span>
      </button>
    </div>
  )
}

function TilePicture({ asset }: { asset: AssetView }) {
  if (asset.status === 'refused') {
    return (
      <span className="absolute inset-0 flex flex-col items-center justify-center gap-1.5 border border-line bg-surface p-3 text-center text-12 text-danger">
        <TriangleAlert className="size-4" aria-hidden="true" />
        <span className="line-clamp-4">{asset.problem}</span>
      </span>
    )
  }
  if (asset.status === 'preparing') {
    return (
      <>
        <Skeleton className="absolute inset-0 rounded-none!" />
        <span className="absolute inset-0 flex items-center justify-center text-12 text-ink-soft">
          Preparing
        </span>
      </>
    )
  }
  return (
    <Picture
      src={asset.files.thumb}
      alt=""
      widthPx={asset.widthPx}
      heightPx={asset.heightPx}
      thumbHash={asset.thumbHash}
      hasAlpha={asset.hasAlpha}
      isEager
      style={{ aspectRatio: 'auto' }}
      className="size-full"
    />
  )
}
