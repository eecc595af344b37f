import { findModel } from '@studio/core/models'
import { priceWork, type SettledWork, type Work } from '@studio/core/quotes'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { resolveShot } from '../shots/index.ts'
import { continueWork, readRefined } from './refine-work.ts'
import { refuseLongPrompt } from './refuse-long-prompt.ts'
import { settleModel } from './settle-model.ts'

/** What settling work takes. */
export type SettleDeps = Pick<Deps, 'db' | 'clock' | 'registry' | 'offeredProviders'>

/**
 * Work with every choice settled and priced: its shot, its model, the sources of a change, and all that nobody chose.
 * @throws DomainError as `priceWork`, `settleModel`, `readRefined` and `refuseLongPrompt`; `invalid_input` for a shot that does not exist
 */
export async function settleWork(actor: Actor, work: Work, deps: SettleDeps): Promise<SettledWork> {
  const accountId = requireAccount(actor, 'generations:write')
  const shot = work.shotId === undefined ? null : await resolveShot(deps.db, accountId, work.shotId)
  const refined = work.refinesOutputId ? await readRefined(accountId, work.refinesOutputId, deps) : null
  const asked = { modelId: work.modelId, shot, madeBy: refined?.generation.modelId ?? null }
  const { modelId, registry } = await settleModel(actor, asked, deps)
  const whole = refined ? continueWork(work, refined, findModel(registry, modelId)) : work
  const settled = priceWork(whole, { registry, shot, modelId }, deps.clock.now())
  await refuseLongPrompt(accountId, settled, deps)
  return settled
}
