import type { BatchItemView } from '@studio/core/batches'
import { Star, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { Badge, classNames, Skeleton } from '../../ui/index.ts'
import { AssetPicture } from '../assets/asset-picture.tsx'
import { DecideButton, SelectMark } from './item-buttons.tsx'
import { describeItem, pictureOf, whyNoPicture } from './item-words.ts'
import { useNearness } from './use-nearness.ts'

/** On a touch screen nothing is ever near: what can be done with a picture is there all the time. */
const isTouched = window.matchMedia('(pointer: coarse)').matches

/**
 * One item: its picture, or why there is none. It only shows: the grid hears clicks and keys, and finds the item by
 * `data-item`, its mark by `data-mark` and its decisions by `data-decide`. Hundreds come by while scrolling, so a tile is
 * made of little: what can be pressed is added when somebody is near.
 */
export const ItemTile = memo(function ItemTile({
  item,
  kind,
  isFilled,
  isSelected,
  isChoosing,
  isTabStop,
}: {
  item: BatchItemView
  /** What kind of picture it is: the name of its shot. */
  kind: string
  /** Whether it shows its picture; without, it keeps its place. */
  isFilled: boolean
  isSelected: boolean
  /** A click chooses instead of opening. */
  isChoosing: boolean
  isTabStop: boolean
}) {
  const { position, name, sku, status, review, rating, cautions } = item
  const { isNear, listeners } = useNearness()
  const isOffered = (decision: (typeof DECISIONS)[number]) => isNear || isTouched || review === decision
  return (
    <div data-tile={position} {...listeners}>
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
        {(isChoosing || (isNear && !isTouched)) && (
          <SelectMark position={position} name={name} isSelected={isSelected} />
        )}
        {cautions.length > 0 && (
          <span
            title={cautions.join(' ')}
            className="absolute top-1.5 right-1.5 flex size-6 items-center justify-center rounded-full bg-amber-soft text-amber"
          >
            <TriangleAlert className="size-3.5" aria-hidden="true" />
          </span>
        )}
        {isFilled && status === 'succeeded' && DECISIONS.some(isOffered) && (
          <span className="absolute right-1.5 bottom-1.5 flex gap-1">
            {DECISIONS.map((decision) =>
              isOffered(decision) ? (
                <DecideButton
                  key={decision}
                  position={position}
                  name={name}
                  decision={decision}
                  isTaken={review === decision}
                />
              ) : (
                // Each keeps its place: none may slide under a pointer that is on its way to another.
                <span key={decision} className="size-8" />
              ),
            )}
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

const DECISIONS = ['rejected', 'accepted'] as const

function ItemPicture({ item }: { item: BatchItemView }) {
  const { status, review } = item
  const asset = pictureOf(item)
  if (asset)
    return (
      <AssetPicture
        asset={asset}
        alt=""
        isFitted
        isEager
        {...(review === 'rejected' && { className: 'opacity-40' })}
      />
    )
  if (status === 'started') return <Skeleton className="size-full rounded-none!" />
  const why = whyNoPicture(item)
  if (status === 'failed')
    return <span className="mb-11 line-clamp-5 px-4 pt-3 text-center text-13 text-ink-soft">{why}</span>
  return <Badge>{why}</Badge>
}
