import { Check, X } from 'lucide-react'
import { classNames, TickMark } from '../../ui/index.ts'

/** The mark that chooses an item. On a touch screen it is there only while choosing. */
export function SelectMark({
  position,
  name,
  isSelected,
}: {
  position: number
  name: string
  isSelected: boolean
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      data-mark={position}
      aria-label={`Select ${name}`}
      aria-pressed={isSelected}
      className="absolute top-0 left-0 flex size-11 items-center justify-center transition-opacity duration-120 starting:opacity-0"
    >
      <TickMark isOn={isSelected} />
    </button>
  )
}

/** Accepts or rejects an item, or takes that back. */
export function DecideButton({
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
  const Icon = isAccept ? Check : X
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
        'flex size-8 items-center justify-center rounded-full shadow-float transition-opacity duration-120 starting:opacity-0 pointer-coarse:size-10',
        isTaken && isAccept && 'bg-accent text-on-accent',
        isTaken && !isAccept && 'bg-ink text-wall',
        !isTaken && 'bg-raised text-ink',
      )}
    >
      <Icon className="size-4" aria-hidden="true" />
    </button>
  )
}
