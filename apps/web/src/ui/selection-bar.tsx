import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatCount } from '../lib/format.ts'
import { IconButton } from './button.tsx'

type SelectionBarProps = { count: number; onClear: () => void; children: ReactNode }

/** What can be done with what is chosen, at the lower edge; its buttons are the children. */
export function SelectionBar({ count, onClear, children }: SelectionBarProps) {
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
      {children}
    </section>
  )
}
