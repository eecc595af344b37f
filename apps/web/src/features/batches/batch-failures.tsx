import type { BatchView } from '@studio/core/batches'
import { formatCount } from '../../lib/format.ts'
import { RetryLine } from './retry-line.tsx'
import type { BatchActs } from './use-batch-acts.ts'

/** Why some items failed, in plain words and by how many, and a way to make them again. */
export function BatchFailures({ batch, acts }: { batch: BatchView; acts: BatchActs }) {
  if (batch.failures.length === 0) return null
  return (
    <section aria-label="What failed" className="mb-6 rounded-card border border-line p-4 text-13">
      <ul className="flex flex-col gap-1">
        {batch.failures.map(({ code, message, count }) => (
          <li key={`${code} ${message}`}>
            <span className="figures font-medium">{formatCount(count)} ×</span> {message}
          </li>
        ))}
      </ul>
      <p className="mt-2 text-ink-faint">You were not charged for these.</p>
      <RetryLine batch={batch} acts={acts} />
    </section>
  )
}
