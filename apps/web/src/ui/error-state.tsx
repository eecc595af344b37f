import { RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'

/** Something did not work: what happened, what it cost, what to do, and a way to try again. */
export function ErrorState({
  title,
  message,
  cost,
  onRetry,
  action,
  reference,
  isCompact = false,
}: {
  title: string
  /** What happened and what to do, in a sentence that is safe to show. */
  message: string
  /** `You were not charged.` Left out where nothing could have cost anything. */
  cost?: string
  onRetry?: () => void
  /** Another way out, if trying again is not one. */
  action?: ReactNode
  /** What support can look up: an error code or a request id. */
  reference?: string
  /** Inside a card or a cell, instead of a whole screen. */
  isCompact?: boolean
}) {
  return (
    <div
      role="alert"
      className={classNames(
        'flex flex-col items-center text-center',
        isCompact ? 'gap-1 p-4' : 'mx-auto max-w-md gap-2 px-4 py-16',
      )}
    >
      <h2 className={isCompact ? 'text-14' : 'text-20'}>{title}</h2>
      <p className={classNames('text-ink-soft', isCompact ? 'text-13' : 'text-14')}>{message}</p>
      {cost !== undefined && <p className="font-medium text-13">{cost}</p>}
      {(onRetry !== undefined || action !== undefined) && (
        <div className={classNames('flex flex-wrap justify-center gap-2', isCompact ? 'mt-2' : 'mt-4')}>
          {onRetry !== undefined && (
            <Button size={isCompact ? 'small' : 'medium'} onClick={onRetry}>
              <RotateCw aria-hidden="true" />
              Try again
            </Button>
          )}
          {action}
        </div>
      )}
      {reference !== undefined && <p className="mt-3 font-mono text-12 text-ink-faint">{reference}</p>}
    </div>
  )
}
