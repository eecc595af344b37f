import { Check } from 'lucide-react'
import { classNames } from './class-names.ts'

/** The round mark on a picture that says whether it is chosen; what it stands in is pressed. */
export function TickMark({ isOn }: { isOn: boolean }) {
  return (
    <span
      className={classNames(
        'flex size-5 items-center justify-center rounded-full border',
        isOn
          ? 'border-accent bg-accent text-on-accent'
          : 'border-on-picture bg-picture-shade/30 text-transparent shadow-[0_0_0_1px_oklch(0_0_0/0.2)]',
      )}
    >
      <Check className="size-3.5" strokeWidth={3} aria-hidden="true" />
    </span>
  )
}
