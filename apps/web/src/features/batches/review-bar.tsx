import { Check, ChevronLeft, ChevronRight, Eye, RotateCw, Star, Undo2, X } from 'lucide-react'
import { Button, classNames, IconButton } from '../../ui/index.ts'
import { PictureStrip } from '../compare/index.ts'
import type { Decision } from './show-decision.ts'
import type { Reviewed } from './use-reviewed.ts'

/** What can be done with the picture that is looked at. */
export function ReviewBar({
  reviewed: { item, outputs, output, source, go, chooseOutput },
  isPeeking,
  onPeek,
  onDecide,
  onAgain,
  onUndo,
}: {
  reviewed: Reviewed
  isPeeking: boolean
  onPeek: (isPeeking: boolean) => void
  onDecide: (decision: Decision) => void
  onAgain: () => void
  onUndo: () => void
}) {
  const isDecidable = item?.status === 'succeeded'
  const isOpen = item?.status === 'pending' || item?.status === 'started'
  const stars = (
    <Stars
      rating={item?.rating ?? null}
      isDisabled={!isDecidable}
      onRate={(rating) => onDecide({ rating })}
    />
  )
  return (
    <footer className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 pt-2 pb-3 max-md:gap-x-1 md:px-4">
      <div className="flex items-center gap-1 max-md:order-2">
        <IconButton label="The one before" shortcut="K" onClick={() => go(-1)}>
          <ChevronLeft />
        </IconButton>
        <IconButton label="The next one" shortcut="J" onClick={() => go(1)}>
          <ChevronRight />
        </IconButton>
        {source && (
          <Button
            variant="quiet"
            aria-pressed={isPeeking}
            onPointerDown={() => onPeek(true)}
            onPointerUp={() => onPeek(false)}
            onPointerLeave={() => onPeek(false)}
            onPointerCancel={() => onPeek(false)}
            className="touch-none max-md:px-2.5"
          >
            <Eye aria-hidden="true" />
            <span className="max-md:sr-only">Hold for the source</span>
          </Button>
        )}
      </div>
      {output && outputs.length > 1 && (
        <PictureStrip
          label="Output"
          pictures={outputs}
          chosen={output}
          onChoose={chooseOutput}
          align="start"
        />
      )}
      <div className="flex items-center gap-2 max-md:order-1 max-md:w-full">
        <Button
          size="large"
          disabled={!isDecidable}
          aria-pressed={item?.review === 'rejected'}
          onClick={() => onDecide({ review: 'rejected' })}
          className={classNames('max-md:flex-1', item?.review === 'rejected' && 'border-ink!')}
        >
          <X aria-hidden="true" />
          {item?.review === 'rejected' ? 'Rejected' : 'Reject'}
        </Button>
        <div className="max-md:hidden">{stars}</div>
        <Button
          size="large"
          variant="primary"
          disabled={!isDecidable}
          aria-pressed={item?.review === 'accepted'}
          onClick={() => onDecide({ review: 'accepted' })}
          className="max-md:flex-1"
        >
          <Check aria-hidden="true" />
          {item?.review === 'accepted' ? 'Accepted' : 'Accept'}
        </Button>
      </div>
      <div className="max-md:order-2 md:hidden">{stars}</div>
      <div className="flex items-center gap-1 max-md:order-3">
        <IconButton label="Take the last decision back" shortcut="U" onClick={onUndo}>
          <Undo2 />
        </IconButton>
        <Button variant="quiet" disabled={isOpen} onClick={onAgain} className="max-md:px-2.5">
          <RotateCw aria-hidden="true" />
          <span className="max-md:sr-only">Make again</span>
        </Button>
      </div>
    </footer>
  )
}

/** One to five; pressing the present rating takes it away. */
function Stars({
  rating,
  isDisabled,
  onRate,
}: {
  rating: number | null
  isDisabled: boolean
  onRate: (rating: number | null) => void
}) {
  return (
    <fieldset disabled={isDisabled} className="flex disabled:opacity-50">
      <legend className="sr-only">Rating</legend>
      {[1, 2, 3, 4, 5].map((stars) => (
        <button
          key={stars}
          type="button"
          aria-label={`${stars} of 5`}
          aria-pressed={rating === stars}
          onClick={() => onRate(rating === stars ? null : stars)}
          className={classNames(
            'flex h-11 w-7 items-center justify-center max-md:w-6',
            stars <= (rating ?? 0) ? 'text-ink' : 'text-ink-faint',
          )}
        >
          <Star
            className={classNames('size-4', stars <= (rating ?? 0) && 'fill-current')}
            aria-hidden="true"
          />
        </button>
      ))}
    </fieldset>
  )
}
