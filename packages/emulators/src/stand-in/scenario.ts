/** Something to go wrong on matching calls; `times` (1 if not named) says how often before it is used up. */
export type Rule<Match, Effect> = { match?: Match & Nth; times?: number; effect: Effect }

/** Picks one of the calls that match, counted from 1. */
type Nth = { nth?: number }

/** The faults to come. */
export type Scenario<Match, Effect, Call> = {
  /** Answers what tells whether the rule is used up. */
  add(rule: Rule<Match, Effect>): () => boolean
  /** Takes the effect for this call: that of the first rule that matches and is not used up. */
  take(call: Call): Effect | undefined
  reset(): void
}

/** Starts with no faults at all. `isMatch` tells which calls a rule is about. */
export function createScenario<Match, Effect, Call>(
  isMatch: (match: Partial<Match>, call: Call) => boolean,
): Scenario<Match, Effect, Call> {
  const rules: { rule: Rule<Match, Effect>; seen: number; left: number }[] = []
  return {
    add(rule) {
      const entry = { rule, seen: 0, left: rule.times ?? 1 }
      rules.push(entry)
      return () => entry.left === 0
    },
    take(call) {
      for (const entry of rules) {
        const { match = {} as Partial<Match> & Nth, effect } = entry.rule
        if (!isMatch(match, call)) continue
        entry.seen += 1
        if (entry.left === 0 || (match.nth && match.nth !== entry.seen)) continue
        entry.left -= 1
        return effect
      }
      return undefined
    },
    reset() {
      rules.length = 0
    },
  }
}

/** Reads rules sent to the control surface: one, or a list. Null if one of them has no effect of the known kinds. */
export function readRules<Match, Effect extends { kind: string }>(
  json: unknown,
  kinds: Readonly<Record<Effect['kind'], string>>,
): Rule<Match, Effect>[] | null {
  const rules = [json].flat() as Rule<Match, Effect>[]
  return rules.every((rule) => Object.hasOwn(kinds, rule?.effect?.kind ?? '')) ? rules : null
}
