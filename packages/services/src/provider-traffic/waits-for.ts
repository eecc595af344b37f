import { PROVIDER_NAMES, type Provider } from '@studio/core/models'
import { trafficWords } from '@studio/core/provider-traffic'
import type { Deps } from '../kernel/index.ts'

/** A provider that work waits for, and what people read about it. */
export type WaitsFor = { provider: string; message: string }

/** The first of these providers that is down or asked to be left alone; null when none is. */
export async function waitsFor(
  providers: readonly string[],
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<WaitsFor | null> {
  if (providers.length === 0) return null
  const row = await db.providerTraffic.findFirst({
    where: {
      provider: { in: [...providers] },
      OR: [{ openedAt: { not: null } }, { blockedUntil: { gt: clock.now() } }],
    },
  })
  if (!row) return null
  const name = PROVIDER_NAMES[row.provider as Provider]
  return { provider: name, message: trafficWords(row, name) }
}
