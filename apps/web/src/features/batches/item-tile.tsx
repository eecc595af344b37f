import type { BatchItemView } from '@studio/core/batches'
import { Link } from '@tanstack/react-router'
import { Check, X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Badge, classNames, IconButton, Picture, Skeleton } from '../../ui/index.ts'
import { keyAct } from './key-act.ts'
import type { BatchActs } from './use-batch-acts.ts'

/** One item: its picture, or why there is none; decided about with a press or a key. Far ones are not drawn. */
export function ItemTile({ item, acts }: { item: BatchItemView; acts: BatchActs }) {
  const { id, name, sku, status, review, rating, generationId, failure } = item
  const made =
    item.outputs.find(({ id: outputId }) => outputId === item.outputId) ??
    item.outputs.find(({ asset }) => asset)
  const asset = made?.asset ?? null
  const isDecidable = status === 'succeeded'
  const decide = (next: 'open' | 'accepted' | 'rejected') => void acts.decide([id], { review: next })

  function onKeyDown(event: KeyboardEvent<HTMLLIElement>) {
    const act = keyAct(event)
    if (!act) return
    if ('step' in act) moveFocus(event.currentTarget, act.step)
    else if (isDecidable) void acts.decide([id], act)
    event.preventDefault()
  }

  return (
    <li
      onKeyDown={onKeyDown}
      className="min-w-0 [contain-intrinsic-size:auto_22rem] [content-visibility:auto]"
    >
      <div
        className={classNames(
          'relative flex aspect-square items-center justify-center bg-sunken',
          review === 'accepted' && 'outline-2 outline-accent-line outline-offset-2',
          review === 'rejected' && 'opacity-50',
        )}
      >
        {asset && generationId ? (
          <Link
            to="/generations/$id"
            params={{ id: generationId }}
            data-item
            aria-label={`${name}: look at it, or decide with A and R`}
            className="flex size-full items-center justify-center"
          >
            <Picture
              src={asset.files.thumb}
              alt={`${name}, made`}
              widthPx={asset.widthPx}
              heightPx={asset.heightPx}
              thumbHash={asset.thumbHash}
              hasAlpha={asset.hasAlpha}
              className={(asset.widthPx ?? 1) >= (asset.heightPx ?? 1) ? 'w-full' : 'h-full'}
            />
          </Link>
        ) : (
          <Nothing status={status} message={failure?.message ?? null} />
        )}
        {item.sourceThumb && (
          <img
            src={item.sourceThumb}
            alt={`Source of ${name}`}
            loading="lazy"
            width={48}
            height={48}
            className="absolute bottom-1.5 left-1.5 size-12 border border-line bg-surface object-contain"
          />
        )}
      </div>
      <div className="mt-2 flex items-start justify-between gap-2">
        <span className="min-w-0">
          <span className="block truncate text-13">{sku ?? name}</span>
          <span className="figures block truncate text-12 text-ink-faint">
            {item.shotId ?? 'Own words'}
            {rating !== null && ` · ${rating} of 5`}
          </span>
        </span>
        {isDecidable && (
          <span className="flex gap-1">
            <IconButton
              label={`Accept ${name}`}
              shortcut="A"
              size="small"
              aria-pressed={review === 'accepted'}
              variant={review === 'accepted' ? 'primary' : 'secondary'}
              onClick={() => decide(review === 'accepted' ? 'open' : 'accepted')}
            >
              <Check aria-hidden="true" />
            </IconButton>
            <IconButton
              label={`Reject ${name}`}
              shortcut="R"
              size="small"
              aria-pressed={review === 'rejected'}
              variant={review === 'rejected' ? 'primary' : 'secondary'}
              onClick={() => decide(review === 'rejected' ? 'open' : 'rejected')}
            >
              <X aria-hidden="true" />
            </IconButton>
          </span>
        )}
      </div>
    </li>
  )
}

function Nothing({ status, message }: { status: BatchItemView['status']; message: string | null }) {
  if (status === 'started') return <Skeleton className="size-full rounded-none!" />
  if (status === 'failed')
    return <p className="p-4 text-center text-13 text-ink-soft">{message ?? 'It could not be made.'}</p>
  if (status === 'succeeded') return <p className="text-13 text-ink-faint">Deleted</p>
  return <Badge>{status === 'pending' ? 'Waiting' : 'Cancelled'}</Badge>
}

/** Puts the focus on another picture of the grid. */
function moveFocus(from: HTMLElement, step: number): void {
  const pictures = [...(from.parentElement?.querySelectorAll<HTMLElement>('[data-item]') ?? [])]
  const here = pictures.findIndex((picture) => from.contains(picture))
  pictures[Math.min(pictures.length - 1, Math.max(0, here + step))]?.focus()
}
