import { Check, RotateCw, Undo2, X } from 'lucide-react'
import { Button, SelectionBar } from '../../ui/index.ts'
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
    <SelectionBar count={count} onClear={onClear}>
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
    </SelectionBar>
  )
}
