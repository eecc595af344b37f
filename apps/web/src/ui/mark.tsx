import { classNames } from './class-names.ts'

/** The studio's mark: a lamp over a table. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={classNames('size-6 shrink-0', className)}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g className="stroke-on-accent" fill="none" strokeWidth="2.2" strokeLinecap="round">
        <path d="M8 21.5h16M11 21.5v-4a5 5 0 0 1 10 0v4" />
      </g>
      <circle cx="22.5" cy="9.5" r="2.3" className="fill-on-accent" />
    </svg>
  )
}
