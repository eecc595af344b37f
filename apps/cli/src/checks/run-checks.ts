import { describeFailure } from '../failure.ts'
import { type Check, failed, type Outcome, total } from './check.ts'

/** Light checks that run side by side; the machines in mind have two cores. */
const LIGHT_AT_ONCE = 2

/** Told what happens, as it happens. */
export type Progress = {
  started: (check: Check) => void
  finished: (check: Check, outcome: Outcome, seconds: number) => void
}

/**
 * Runs checks: the light ones side by side, then each heavy one alone. All of them run, whatever fails.
 * A check that throws counts as one failed test.
 */
export async function runChecks(checks: readonly Check[], progress: Progress): Promise<Outcome> {
  const light = checks.filter(({ isHeavy }) => !isHeavy)
  const heavy = checks.filter(({ isHeavy }) => isHeavy)
  return total([
    ...(await runInLanes(light, LIGHT_AT_ONCE, progress)),
    ...(await runInLanes(heavy, 1, progress)),
  ])
}

async function runInLanes(
  checks: readonly Check[],
  laneCount: number,
  progress: Progress,
): Promise<Outcome[]> {
  const waiting = [...checks]
  const outcomes: Outcome[] = []
  const runLane = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift())
      outcomes.push(await runCheck(check, progress))
  }
  await Promise.all(Array.from({ length: laneCount }, runLane))
  return outcomes
}

async function runCheck(check: Check, progress: Progress): Promise<Outcome> {
  progress.started(check)
  const startedAtMs = performance.now()
  const outcome = await check.run().catch((error: unknown) => failed(describeFailure(error)))
  progress.finished(check, outcome, (performance.now() - startedAtMs) / 1000)
  return outcome
}
