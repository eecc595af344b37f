import type { Provider } from '@studio/core/models'
import { afterCall, freshTraffic, type Outcome, type Traffic, takeTurn } from '@studio/core/provider-traffic'
import { inTransaction, type Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

type TrafficDeps = Pick<Deps, 'db' | 'clock' | 'trafficLimits'>

/** Whether a provider may be asked now: null for yes, else how long to wait, in milliseconds. Nobody limits this machine. */
export async function askForTurn(
  provider: Provider,
  { db, clock, trafficLimits }: TrafficDeps,
): Promise<number | null> {
  const limit = trafficLimits[provider]
  if (!limit) return null
  return inTransaction(db, async (tx) => {
    const now = clock.now()
    const turn = takeTurn((await lockTraffic(tx, provider)) ?? freshTraffic(limit, now), limit, now)
    await tx.providerTraffic.upsert({
      where: { provider },
      create: { provider, ...turn.next },
      update: turn.next,
    })
    return turn.go ? null : turn.waitMs
  })
}

/** Notes what came of a call, for all who ask the same provider. What says nothing new is not written. */
export async function noteOutcome(
  provider: Provider,
  outcome: Outcome,
  { db, clock, trafficLimits }: TrafficDeps,
): Promise<void> {
  if (!trafficLimits[provider]) return
  const seen = await db.providerTraffic.findUnique({ where: { provider } })
  if (!seen || afterCall(seen, outcome, clock.now()) === seen) return
  await inTransaction(db, async (tx) => {
    const traffic = await lockTraffic(tx, provider)
    if (!traffic) return
    await tx.providerTraffic.update({ where: { provider }, data: afterCall(traffic, outcome, clock.now()) })
  })
}

async function lockTraffic(tx: Transaction, provider: Provider): Promise<Traffic | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('traffic of ' || ${provider}, 0))`
  const row = await tx.providerTraffic.findUnique({ where: { provider } })
  if (!row) return null
  const { provider: _provider, ...traffic } = row
  return traffic
}
