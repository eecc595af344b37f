import { DomainError } from '@studio/core/kernel'
import { priceWork, type SettledWork, type Work } from '@studio/core/quotes'
import { findShot, type Shot } from '@studio/core/shots'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { settleModel } from './settle-model.ts'

/** What settling work takes. */
export type SettleDeps = Pick<Deps, 'db' | 'clock' | 'registry' | 'offeredProviders'>

/**
 * Work with every choice settled and priced: its shot, its model and all that nobody chose.
 * @throws DomainError as `priceWork` and `settleModel`; `invalid_input` for a shot that does not exist
 */
export async function settleWork(actor: Actor, work: Work, deps: SettleDeps): Promise<SettledWork> {
  const accountId = requireAccount(actor, 'generations:write')
  const shot = work.shotId === undefined ? null : requireShot(accountId, work.shotId)
  const model = await settleModel(actor, { modelId: work.modelId, shot }, deps)
  return priceWork(work, { ...model, shot }, deps.clock.now())
}

function requireShot(_accountId: string, shotId: string): Shot {
  const shot = findShot(shotId)
  if (shot) return shot
  throw new DomainError('invalid_input', `There is no shot called "${shotId}".`)
}
