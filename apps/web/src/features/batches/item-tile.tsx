import type { BatchItemView } from '@studio/core/batches'
import { Check, Star, TriangleAlert, X } from 'lucide-react'
import { memo, useDeferredValue } from 'react'
import { Badge, classNames, Picture, Skeleton } from '../../ui/index.ts'
import { describeItem, pictureOf, whyNoPicture } from './item-words.ts'

/**
 * One item: its picture, or why there is none. It only shows: the grid hears clicks and keys, and finds the item by
 * `data-item`, its mark by `data-mark` and its decisions by `data-decide`. Hundreds come by while scrolling.
 */
export const ItemTile = memo(function ItemTile({
  item,
  kind,
  isSelected,
  isChoosing,
  isTabStop,
}: {
  item: BatchItemView
  /** What kind of picture it is: the name of its shot. */
  kind: string
  isSelected: boolean
  /** A click chooses instead of opening. */
  isChoosing: boolean
  isTabStop: boolean
}) {
  const { position, name, sku, review, rating, cautions } = item
  // A row that comes by is a frame first, and is filled between frames: what is scrolled past at once never is.
  const isFilled = useDeferredValue(true, false)
  return (
    <div data-tile={position} className="group">
      <div className="relative aspect-square">
        <button
          type="button"
          tabIndex={isTabStop ? 0 : -1}
          data-item={position}
          aria-label={`${describeItem(item)}${isSelected ? ', selected' : ''}`}
          className={classNames(
            'flex size-full items-center justify-center bg-sunken',
            isSelected && 'outline-3 outline-accent-line',
          )}
        >
          {isFilled && <ItemPicture item={item} />}
        </button>
        {isFilled && item.sourceThumb && (
          <img
            src={item.sourceThumb}
            alt=""
            decoding="async"
            className="pointer-events-none absolute bottom-1.5 left-1.5 size-11 border border-line bg-surface object-contain"
          />
        )}
        {isFilled && (
          <SelectMark position={position} name={name} isSelected={isSelected} isShown={isChoosing} />
        )}
        {cautions.length > 0 && (
          <span
            title={cautions.join(' ')}
            className="absolute top-1.5 right-1.5 flex size-6 items-center justify-center rounded-full bg-amber-soft text-amber"
          >
            <TriangleAlert className="size-3.5" aria-hidden="true" />
          </span>
        )}
        {isFilled && item.status === 'succeeded' && (
          <span className="absolute right-1.5 bottom-1.5 flex gap-1">
            <DecideButton
              position={position}
              name={name}
              decision="rejected"
              isTaken={review === 'rejected'}
            />
            <DecideButton
              position={position}
              name={name}
              decision="accepted"
              isTaken={review === 'accepted'}
            />
          </span>
        )}
      </div>
      <p className="mt-1.5 truncate text-13">{sku ?? name}</p>
      <p className="figures flex items-center gap-1.5 truncate text-12 text-ink-faint">
        {kind}
        {rating !== null && (
          <span className="inline-flex items-center gap-0.5">
            <Star className="size-3 fill-current" aria-hidden="true" />
            {rating}
          </span>
        )}
      </p>
    </div>
  )
})

function ItemPicture({ item }: { item: BatchItemView }) {
  const { status, review } = item
  const asset = pictureOf(item)
  if (asset)
    return (
      <Picture
        src={asset.files.thumb}
        alt=""
        widthPx={asset.widthPx}
        heightPx={asset.heightPx}
        thumbHash={asset.thumbHash}
        hasAlpha={asset.hasAlpha}
        isEager
        className={classNames(
          (asset.widthPx ?? 1) >= (asset.heightPx ?? 1) ? 'w-full' : 'h-full',
          review === 'rejected' && 'opacity-40',
        )}
      />
    )
  if (status === 'started') return <Skeleton className="size-full rounded-none!" />
  const why = whyNoPicture(item)
  if (status === 'failed')
    return <span className="line-clamp-6 p-4 text-center text-13 text-ink-soft">{why}</span>
  return <Badge>{why}</Badge>
}

function SelectMark({
  position,
  name,
  isSelected,
  isShown,
}: {
  position: number
  name: string
  isSelected: boolean
  isShown: boolean
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      data-mark={position}
      aria-label={`Select ${name}`}
      aria-pressed={isSelected}
      className={classNames(
        'absolute top-0 left-0 flex size-11 items-center justify-center transition-opacity duration-120',
        'group-focus-within:opacity-100 group-hover:opacity-100',
        isShown ? 'opacity-100' : 'opacity-0 pointer-coarse:hidden',
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
  )
}

/** Shown when it was taken, and otherwise while one is near: the pictures are what is looked at. */
function DecideButton({
  position,
  name,
  decision,
  isTaken,
}: {
  position: number
  name: string
  decision: 'accepted' | 'rejected'
  isTaken: boolean
}) {
  const isAccept = decision === 'accepted'
  return (
    <button
      type="button"
      tabIndex={-1}
      data-at={position}
      data-decide={decision}
      aria-label={`${isAccept ? 'Accept' : 'Reject'} ${name}`}
      aria-pressed={isTaken}
      title={isAccept ? 'Accept (A)' : 'Reject (R)'}
      className={classNames(
        'flex size-8 items-center justify-center rounded-full shadow-float transition-opacity duration-120 pointer-coarse:size-10',
        isTaken && isAccept && 'bg-accent text-on-accent',
        isTaken && !isAccept && 'bg-ink text-wall',
        !isTaken &&
          'bg-raised text-ink opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100',
      )}
    >
      {isAccept ? (
        <Check className="size-4" aria-hidden="true" />
      ) : (
        <X className="size-4" aria-hidden="true" />
      )}
    </button>
  )
}
