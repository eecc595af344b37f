import { RETENTION_RULES, type RetainedThing } from '@studio/core/retention'
import { resumeDeletions } from '../deletions/index.ts'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { removePast } from './remove-past.ts'
import { resumeStalled } from './resume-stalled.ts'

/**
 * Removes what is past its time by the rules of `core/retention`, gives its job back to what lost it, and begins
 * deletions whose day has come. Safe to run at any time, twice at once. A rule that fails does not keep the others
 * from being applied.
 * @throws AggregateError of what failed, at the end
 */
export async function applyRetention(
  actor: Actor,
  { db, queue, clock }: Pick<Deps, 'db' | 'queue' | 'clock'>,
): Promise<void> {
  requireSystem(actor)
  const now = clock.now()
  const failures: unknown[] = []
  const attempt = (work: Promise<void>) => work.catch((error: unknown) => failures.push(error))
  for (const thing of Object.keys(RETENTION_RULES) as RetainedThing[])
    await attempt(removePast(thing, now, { db, queue }))
  await attempt(resumeStalled(now, { db, queue }))
  await attempt(resumeDeletions(now, { db, queue }))
  if (failures.length > 0) throw new AggregateError(failures, 'not every retention rule could be applied')
}
