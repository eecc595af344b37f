import { DomainError, defect } from '@studio/core/kernel'
import { isDatabaseGone } from '@studio/db'

/** What somebody is told of what no use case threw on purpose: that the database is away, or else that it is a defect of ours. */
export function explainFailure(cause: unknown): DomainError {
  if (!isDatabaseGone(cause)) return defect(cause)
  const words =
    'The database does not answer. Try again in a minute; see in the studio first whether it was done.'
  return new DomainError('database_unavailable', words, { retryAfterSeconds: 10 })
}
