import { percentile } from './figures.ts'

/** One way of doing the thing that is measured: `step` does it once, for the n-th time. */
export type Arm = { name: string; step: (index: number) => Promise<unknown> }

/** What came of an arm: how often a second, the median of the rounds; and how long one step took, in milliseconds. */
export type Result = { name: string; perSecond: number; p50Ms: number; p99Ms: number }

export type Course = { rounds: number; stepsPerRound: number; lanes: number }

/**
 * Runs the arms in turn, round after round, each round beginning with another arm, so that whatever else the
 * machine does meets all of them alike. The first round only warms up.
 */
export async function interleave(arms: Arm[], { rounds, stepsPerRound, lanes }: Course): Promise<Result[]> {
  const speeds = arms.map((): number[] => [])
  const durations = arms.map((): number[] => [])
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < arms.length; turn++) {
      const at = (round + turn) % arms.length
      const arm = arms[at] as Arm
      const { perSecond, durationsMs } = await runLanes(arm, stepsPerRound, lanes, round * stepsPerRound)
      if (round === 0) continue
      speeds[at]?.push(perSecond)
      durations[at]?.push(...durationsMs)
    }
  }
  return arms.map(({ name }, at) => ({
    name,
    perSecond: percentile(speeds[at] ?? [], 0.5),
    p50Ms: percentile(durations[at] ?? [], 0.5),
    p99Ms: percentile(durations[at] ?? [], 0.99),
  }))
}

async function runLanes({ step }: Arm, steps: number, lanes: number, first: number) {
  const durationsMs: number[] = []
  let next = first
  const begun = performance.now()
  const lane = async () => {
    for (let index = next++; index < first + steps; index = next++) {
      const stepBegun = performance.now()
      await step(index)
      durationsMs.push(performance.now() - stepBegun)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { perSecond: (steps * 1000) / (performance.now() - begun), durationsMs }
}

/** Prints what was measured, and how the first arm stands to the second, which has a goal, and to the others. */
export function reportArms(title: string, results: Result[], goal: number): void {
  const [ours, ...others] = results
  console.log(`\n${title}`)
  for (const { name, perSecond, p50Ms, p99Ms } of results) {
    const times = `p50 ${p50Ms.toFixed(1)} ms  p99 ${p99Ms.toFixed(1)} ms`
    console.log(`  ${name.padEnd(44)} ${perSecond.toFixed(0).padStart(6)}/s  ${times}`)
  }
  for (const [index, other] of others.entries()) {
    const ratio = (ours?.perSecond ?? 0) / other.perSecond
    const verdict = index === 0 ? ` (goal ${goal}: ${ratio >= goal ? 'met' : 'missed'})` : ''
    console.log(`  ours ÷ ${other.name}: ${ratio.toFixed(2)}${verdict}`)
  }
}
