import { formatCredits } from '../../lib/format.ts'
import { Skeleton } from '../../ui/index.ts'
import type { Price } from './use-quote.ts'

type QuoteLinesProps = {
  price: Price
  /** Credits one can spend; undefined while unknown. */
  availableCredits: number | undefined
}

/** The quote line by line, and what one has; grey lines of the same size while it is asked for. */
export function QuoteLines({ price, availableCredits }: QuoteLinesProps) {
  if (price.status === 'pending') {
    return (
      <div className="flex flex-col gap-2 py-0.5">
        <Skeleton className="h-4 w-4/5" />
        <Skeleton className="h-4 w-2/5" />
      </div>
    )
  }
  if (price.status !== 'ready') return null
  return (
    <dl className="figures flex flex-col gap-1.5 text-13">
      {price.quote.items.map((item) => (
        <div key={item.label} className="flex justify-between gap-4">
          <dt className="text-balance text-ink-soft">
            {item.label}
            {item.credits > 0 && (
              <span className="block text-12 text-ink-faint">
                {item.count} × {formatCredits(item.creditsEach)}
              </span>
            )}
          </dt>
          <dd className="shrink-0 font-medium">{item.credits === 0 ? 'free' : item.credits}</dd>
        </div>
      ))}
      {availableCredits !== undefined && (
        <div className="flex justify-between gap-4 border-line border-t pt-1.5 text-ink-faint">
          <dt>You have</dt>
          <dd>{availableCredits}</dd>
        </div>
      )}
    </dl>
  )
}
