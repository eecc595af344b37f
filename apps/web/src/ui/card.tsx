import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** A sheet that holds one thing. `title` gives it a heading. */
export function Card({
  title,
  aside,
  children,
  className,
}: {
  title?: string
  /** At the right of the heading. */
  aside?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <section className={classNames('rounded-card border border-line bg-surface p-5', className)}>
      {title !== undefined && (
        <div className="mb-3 flex items-baseline justify-between gap-4">
          <h2 className="text-14">{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  )
}
