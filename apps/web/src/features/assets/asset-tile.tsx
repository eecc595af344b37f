import type { AssetView } from '@studio/core/assets'
import { TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { classNames, Skeleton, TickMark } from '../../ui/index.ts'
import { AssetPicture } from './asset-picture.tsx'
import { PlayMark } from './play-mark.tsx'
import { isVideo } from './video.ts'

/**
 * One asset in the grid. It only shows: the grid hears clicks and keys, and finds the asset by `data-asset` and
 * the mark by `data-mark`. A plain link, since hundreds come by while scrolling.
 */
export const AssetTile = memo(function AssetTile({
  asset,
  href,
  widthPx,
  heightPx,
  isSelected,
  isChoosing,
  isTabStop,
}: {
  asset: AssetView
  href: string
  widthPx: number
  heightPx: number
  isSelected: boolean
  /** A click chooses instead of opening. */
  isChoosing: boolean
  isTabStop: boolean
}) {
  return (
    <div className="group relative shrink-0" style={{ width: widthPx, height: heightPx }}>
      <a
        href={href}
        tabIndex={isTabStop ? 0 : -1}
        data-asset={asset.id}
        aria-label={`${asset.fileName}${isVideo(asset) ? ', video' : ''}${isSelected ? ', selected' : ''}`}
        className="absolute inset-0 block"
      >
        <TilePicture asset={asset} />
        {isVideo(asset) && asset.status === 'ready' && <PlayMark durationMs={asset.durationMs} />}
        {isSelected && <span className="absolute inset-0 border-3 border-accent-line" />}
        <span className="pointer-events-none absolute inset-x-0 bottom-0 hidden truncate bg-picture-shade px-2.5 py-1.5 text-12 text-on-picture group-focus-within:block group-hover:block pointer-coarse:hidden!">
          {asset.fileName}
        </span>
      </a>
      <button
        type="button"
        tabIndex={-1}
        data-mark={asset.id}
        aria-label={`Select ${asset.fileName}`}
        aria-pressed={isSelected}
        className={classNames(
          'absolute top-0 left-0 flex size-11 items-center justify-center transition-opacity duration-120',
          'group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:hidden',
          isChoosing ? 'flex! opacity-100' : 'opacity-0',
        )}
      >
        <TickMark isOn={isSelected} />
      </button>
    </div>
  )
})

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
  return <AssetPicture asset={asset} alt="" isEager style={FILL} className="size-full" />
}

/** The tile has the picture's ratio already. */
const FILL = { aspectRatio: 'auto' }
