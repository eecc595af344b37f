import { lazy, Suspense } from 'react'
import { Disclosure } from './disclosure.tsx'
import type { LineageStart } from './lineage-tree.tsx'

const LineageTree = lazy(async () => ({ default: (await import('./lineage-tree.tsx')).LineageTree }))

/** The lineage, closed at first: it is read and its code is loaded when somebody opens it. */
export function LineageSection({ start, className = '' }: { start: LineageStart; className?: string }) {
  return (
    <Disclosure title="Lineage" aside="from the photo to every change" className={className}>
      <Suspense>
        <LineageTree start={start} />
      </Suspense>
    </Disclosure>
  )
}
