import type { BatchView } from '@studio/core/batches'
import { useState } from 'react'
import { formatCredits, formatNumberOf } from '../../lib/format.ts'
import { Button } from '../../ui/index.ts'
import type { BatchActs } from './use-batch-acts.ts'

/** Makes failed items again: first it says what that costs, then it does it. */
export function RetryLine({ batch, acts }: { batch: BatchView; acts: BatchActs }) {
  const [price, setPrice] = useState<{ items: number; credits: number } | null>(null)
  if (batch.items.failed === 0) return null
  if (price === null)
    return (
      <Button
        size="small"
        className="mt-3"
        busy={acts.isBusy}
        onClick={async () => setPrice(await acts.quoteRetry())}
      >
        Make the failed ones again
      </Button>
    )
  const cost = price.credits === 0 ? 'free' : formatCredits(price.credits)
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <Button
        size="small"
        variant="primary"
        busy={acts.isBusy}
        onClick={async () => {
          await acts.retry(price.credits)
          setPrice(null)
        }}
      >
        Make {formatNumberOf(price.items, 'item')} again · {cost}
      </Button>
      <Button size="small" variant="quiet" onClick={() => setPrice(null)}>
        Not now
      </Button>
    </div>
  )
}
