import { findShotProblem, type Shot } from '@studio/core/shots'
import type { Actor, Deps } from '../kernel/index.ts'
import { modelsOf } from '../quotes/settle-model.ts'

/**
 * Says of any shot why somebody cannot make it as it is, in a sentence; null when they can. The work of a test token
 * goes to the models that cost nothing whatever a shot prefers, so for it only counts whether one of them can.
 */
export async function problemsFor(
  actor: Actor,
  { clock, registry, offeredProviders }: Pick<Deps, 'clock' | 'registry' | 'offeredProviders'>,
): Promise<(shot: Shot) => string | null> {
  const current = await registry()
  const usable = modelsOf(actor, current)
  if (actor.kind === 'token' && actor.tokenKind === 'test') {
    return ({ tasks }) =>
      usable.some((model) => tasks.some((task) => model.tasks.includes(task)))
        ? null
        : 'No model that test tokens work on can make it. Use a live token.'
  }
  const around = { registry: current, usable, offered: offeredProviders, now: clock.now() }
  return (shot) => findShotProblem(shot, around)
}
