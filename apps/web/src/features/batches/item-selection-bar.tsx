import { Check, RotateCw, Undo2, X } from 'lucide-react'
import { formatCount } from '../../lib/format.ts'
import { Button, IconButton } from '../../ui/index.ts'
import type { Decision } from './show-decision.ts'

/** What can be done with the chosen items, at the lower edge while any is chosen. */
export function ItemSelectionBar({
  count,
  onDecide,
  onAgain,
  onClear,
}: {
  count: number
  onDecide: (decision: Decision) => void
  onAgain: () => void
  onClear: () => void
}) {
  if (count === 0) return null
  const acts = [
    { label: 'Accept', icon: Check, run: () => onDecide({ review: 'accepted' }) },
    { label: 'Reject', icon: X, run: () => onDecide({ review: 'rejected' }) },
    { label: 'Leave open', icon: Undo2, run: () => onDecide({ review: 'open' }) },
    { label: 'Make again', icon: RotateCw, run: onAgain },
  ]
  return (
    <section
      aria-label="Selection"
      className="fixed inset-x-4 bottom-19 z-30 flex items-center gap-1 rounded-card border border-line bg-raised p-1.5 shadow-float md:inset-x-auto md:bottom-6 md:left-1/2 md:-translate-x-1/2 lg:ml-26"
    >
      <IconButton label="Clear the selection" shortcut="Esc" onClick={onClear}>
        <X />
      </IconButton>
      <p role="status" className="figures mr-auto whitespace-nowrap pr-3 font-medium text-14 md:pr-6">
        {formatCount(count)} <span className="max-md:sr-only">selected</span>
      </p>
      {acts.map(({ label, icon: Icon, run }) => (
        <Button
          key={label}
          variant={label === 'Accept' ? 'primary' : 'quiet'}
          onClick={run}
          className="max-md:px-2.5"
        >
          <Icon aria-hidden="true" />
          <span className={label === 'Accept' ? undefined : 'max-md:sr-only'}>{label}</span>
        </Button>
      ))}
    </section>
  )
}
