import { priceWork, type SettledWork, type Work } from '@studio/core/quotes'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { resolveShot } from '../shots/index.ts'
import { settleModel } from './settle-model.ts'

/** What settling work takes. */
export type SettleDeps = Pick<Deps, 'db' | 'clock' | 'registry' | 'offeredProviders'>

/**
 * Work with every choice settled and priced: its shot, its model and all that nobody chose.
 * @throws DomainError as `priceWork`, `settleModel` and `resolveShot`
 */
export async function settleWork(actor: Actor, work: Work, deps: SettleDeps): Promise<SettledWork> {
  const accountId = requireAccount(actor, 'generations:write')
  const shot = work.shotId === undefined ? null : await resolveShot(deps.db, accountId, work.shotId)
  const model = await settleModel(actor, { modelId: work.modelId, shot }, deps)
  return priceWork(work, { ...model, shot }, deps.clock.now())
}
