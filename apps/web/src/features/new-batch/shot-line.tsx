import { Copy, PenLine, SlidersHorizontal, X } from 'lucide-react'
import { formatCredits, formatNumberOf } from '../../lib/format.ts'
import { Button, IconButton } from '../../ui/index.ts'
import { Note } from '../create/note.tsx'
import { creditsEachOf, describeSettled, freeModelOf, type SettledShot } from './settle-shots.ts'

type ShotLineProps = {
  shot: SettledShot
  /** How many sources it is made of. */
  items: number
  onOptions: () => void
  onModel: (modelId: string) => void
  /** Left out where no more shots can be chosen. */
  onCopy: (() => void) | undefined
  onRemove: () => void
}

/** A kind of picture that was chosen: how it is made, of what, and what each costs. */
export function ShotLine({ shot, items, onOptions, onModel, onCopy, onRemove }: ShotLineProps) {
  const { choice, settled, name, problem } = shot
  const free = settled && freeModelOf(settled)
  const each = settled && creditsEachOf(settled)
  return (
    <li className="flex items-start gap-3 border-line border-t py-3">
      <ShotThumb shot={shot} className="w-11" />
      <div className="min-w-0 flex-1">
        <p className="figures flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="font-medium text-14">{name}</span>
          {each !== null && (
            <span className="text-13 text-ink-soft">
              {each === 0 ? 'free' : `${formatCredits(each)} each`}
            </span>
          )}
        </p>
        {settled && <p className="figures text-13 text-ink-soft">{describeSettled(settled)}</p>}
        {choice.words !== '' && <p className="truncate text-13 text-ink-faint">“{choice.words}”</p>}
        {choice.productTypes && choice.productTypes.length > 0 && (
          <p className="figures text-13 text-ink-faint">
            Only for {choice.productTypes.join(', ')}: {formatNumberOf(items, 'source')}
          </p>
        )}
        <Note text={problem ?? settled?.notes.model} />
        {free && (
          <p className="mt-1 text-13 text-ink-faint">
            The local studio makes it free, of the product’s own pixels.{' '}
            <button
              type="button"
              onClick={() => onModel(free.id)}
              className="text-accent-ink underline underline-offset-3"
            >
              Make {name} free
            </button>
          </p>
        )}
      </div>
      <div className="-my-1 flex shrink-0">
        <Button size="small" variant="quiet" onClick={onOptions}>
          <SlidersHorizontal aria-hidden="true" />
          <span className="max-sm:sr-only">
            Options<span className="sr-only"> of {name}</span>
          </span>
        </Button>
        {onCopy && (
          <IconButton
            label={`${name} once more, with other options`}
            size="small"
            onClick={onCopy}
            className="max-sm:hidden"
          >
            <Copy aria-hidden="true" />
          </IconButton>
        )}
        <IconButton label={`Leave out ${name}`} size="small" onClick={onRemove}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
    </li>
  )
}

/** The example of a shot, or a pen for own words, small. */
export function ShotThumb({ shot, className }: { shot: SettledShot; className: string }) {
  const exampleUrl = shot.settled?.shot?.exampleUrl
  return (
    <span
      className={`flex aspect-4/5 shrink-0 items-center justify-center bg-sunken text-ink-faint ${className}`}
    >
      {exampleUrl ? (
        <img
          src={exampleUrl}
          alt=""
          width={64}
          height={80}
          loading="lazy"
          className="size-full object-contain"
        />
      ) : (
        <PenLine className="size-4" strokeWidth={1.5} aria-hidden="true" />
      )}
    </span>
  )
}
