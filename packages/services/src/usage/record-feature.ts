import type { Feature } from '@studio/core/usage'
import { inTransaction, recordEvent } from '@studio/db'
import { countAttempt } from '../accounts/index.ts'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'

/**
 * Writes down that a screen was opened, unless the person switched that off: then nothing is written.
 * @throws DomainError `rate_limited`
 */
export async function recordFeature(
  actor: Actor,
  { feature }: { feature: Feature },
  deps: Pick<Deps, 'db' | 'clock' | 'attempts'>,
): Promise<void> {
  const accountId = requirePerson(actor)
  const account = await deps.db.account.findUnique({ where: { id: accountId } })
  if (!account?.isFeatureUseRecorded) return
  await countAttempt('featuresPerAccount', accountId, deps)
  const event = { accountId, type: 'feature.used', facts: { feature }, now: deps.clock.now() } as const
  await inTransaction(deps.db, (tx) => recordEvent(tx, event))
}
