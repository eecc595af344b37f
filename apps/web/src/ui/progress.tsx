import { classNames } from './class-names.ts'

/** How far something has come, between 0 and 1; null while nobody knows. */
export function Progress({
  label,
  value,
  tone = 'accent',
  className,
}: {
  label: string
  value: number | null
  tone?: 'accent' | 'danger'
  className?: string
}) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === null ? undefined : Math.round(value * 100)}
      className={classNames('h-1 overflow-hidden rounded-full bg-line', className)}
    >
      <div
        className={classNames(
          'h-full origin-left rounded-full transition-transform duration-160',
          tone === 'accent' ? 'bg-accent' : 'bg-danger',
          value === null && 'animate-[shimmer_1.2s_ease-in-out_infinite]',
        )}
        style={{ transform: `scaleX(${value ?? 1})` }}
      />
    </div>
  )
}
