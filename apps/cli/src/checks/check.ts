/** How many tests passed, failed and were skipped. */
export type Tally = { passed: number; failed: number; skipped: number }

/** The result of one check; `details` is shown when something failed, `note` always. `failures` are the titles of what failed. */
export type Outcome = Tally & { details?: string; note?: string; failures?: readonly string[] }

/** One part of `npm test`. */
export type Check = {
  /** What `npm test -- <name>` selects. */
  name: string
  /** What it makes sure of, shown beside the name. */
  title: string
  /** Needs the machine for itself, because it runs many processes or measures time. */
  isHeavy?: boolean
  run: () => Promise<Outcome>
}

/** A check that is a single question. */
export const passed: Outcome = { passed: 1, failed: 0, skipped: 0 }

/** The same, answered with no. */
export const failed = (details: string): Outcome => ({ passed: 0, failed: 1, skipped: 0, details })

/** Adds up outcomes; details and notes follow each other. */
export function total(outcomes: readonly Outcome[]): Outcome {
  const sum = (key: keyof Tally) => outcomes.reduce((count, outcome) => count + outcome[key], 0)
  const join = (key: 'details' | 'note') =>
    outcomes
      .map((outcome) => outcome[key])
      .filter(Boolean)
      .join('\n')
  const [details, note] = [join('details'), join('note')]
  return {
    passed: sum('passed'),
    failed: sum('failed'),
    skipped: sum('skipped'),
    ...(details && { details }),
    ...(note && { note }),
  }
}
