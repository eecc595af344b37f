import { ChevronRight } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { LineageStart } from './lineage-tree.tsx'

const LineageTree = lazy(async () => ({ default: (await import('./lineage-tree.tsx')).LineageTree }))

/** The lineage, closed at first: it is read and its code is loaded when somebody opens it. */
export function LineageSection({ start, className }: { start: LineageStart; className?: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)} className={className}>
      <summary className="group/summary -mx-1 flex items-center gap-2 rounded-control px-1 py-1 font-semibold text-14 [details[open]>&_svg]:rotate-90">
        <ChevronRight
          className="size-4 text-ink-faint transition-transform duration-120"
          aria-hidden="true"
        />
        Lineage
        <span className="font-normal text-13 text-ink-faint">from the photo to every change</span>
      </summary>
      {isOpen && (
        <div className="mt-2">
          <Suspense>
            <LineageTree start={start} />
          </Suspense>
        </div>
      )}
    </details>
  )
}
