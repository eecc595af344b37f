import { RETENTION_RULES, type RetainedThing } from '@studio/core/retention'
import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'
import { countHeld } from './remove-past.ts'

/** What one rule holds and has removed. `lastRunAt` is null until the rule was applied for the first time. */
export type RetentionLine = {
  thing: RetainedThing
  noun: string
  keepMs: number
  from: string
  reason: string
  held: number
  /** Past its time and still there: at most what a minute brings, while a worker runs. */
  pastDue: number
  removed: number
  lastRunAt: Date | null
}

/** Tells for every retention rule what it keeps for how long, what it holds now and what it removed so far. */
export async function reportRetention(
  actor: Actor,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<RetentionLine[]> {
  requireOperator(actor)
  const now = clock.now()
  const tallies = new Map((await db.retentionTally.findMany()).map((tally) => [tally.rule, tally]))
  const lines: RetentionLine[] = []
  for (const thing of Object.keys(RETENTION_RULES) as RetainedThing[]) {
    const tally = tallies.get(thing)
    const counts = await countHeld(thing, now, { db })
    lines.push({
      thing,
      ...RETENTION_RULES[thing],
      ...counts,
      removed: Number(tally?.removed ?? 0),
      lastRunAt: tally?.lastRunAt ?? null,
    })
  }
  return lines
}
