import { type Effect, findTrigger, isEffectKind } from './effect.ts'
import { badParameter } from './service-error.ts'

/** The calls that can be made to go wrong: beginning a task, asking for one, fetching a result. */
export type Route = 'create' | 'query' | 'result'

/** Which calls a rule is about: `create` unless said; `nth` picks one of them, counted from 1. */
export type Match = { route?: Route; model?: string; promptIncludes?: string; nth?: number }

/** Something to go wrong on matching calls; `times` (1 if not named) says how often before it is used up. */
export type Rule = { match?: Match; times?: number; effect: Effect }

/** What rules are matched against. `fingerprint` is the same for a repeated request. */
export type Call = { route: Route; model: string; prompt: string; fingerprint: string }

/** The faults to come. */
export type Scenario = {
  add(rule: Rule): void
  /** Takes the effect for this call: the first rule that matches, else what the prompt itself asks for. */
  take(call: Call): Effect | undefined
  reset(): void
}

/** Starts with no faults at all. */
export function createScenario(): Scenario {
  const rules: { rule: Rule; seen: number; left: number }[] = []
  const triesByTrigger = new Map<string, number>()

  function takeRule(call: Call): Effect | undefined {
    for (const entry of rules) {
      const { match = {}, effect } = entry.rule
      if ((match.route ?? 'create') !== call.route) continue
      if (match.model && match.model !== call.model) continue
      if (match.promptIncludes && !call.prompt.includes(match.promptIncludes)) continue
      entry.seen += 1
      if (match.nth && match.nth !== entry.seen) continue
      if (entry.left === 0) continue
      entry.left -= 1
      return effect
    }
    return undefined
  }

  /** Wording belongs to the beginning of a task alone. */
  function takeTrigger({ route, prompt, fingerprint }: Call): Effect | undefined {
    const trigger = route === 'create' ? findTrigger(prompt) : undefined
    if (!trigger) return undefined
    const tries = (triesByTrigger.get(fingerprint) ?? 0) + 1
    triesByTrigger.set(fingerprint, tries)
    return tries <= trigger.times ? trigger.effect : undefined
  }

  return {
    add(rule) {
      rules.push({ rule, seen: 0, left: rule.times ?? 1 })
    },
    take(call) {
      return takeRule(call) ?? takeTrigger(call)
    },
    reset() {
      rules.length = 0
      triesByTrigger.clear()
    },
  }
}

/**
 * Reads rules sent to the control surface: one, or a list.
 *
 * @throws ServiceError 1201 if one of them has no known effect
 */
export function readRules(json: unknown): Rule[] {
  const rules = (Array.isArray(json) ? json : [json]) as Rule[]
  for (const rule of rules) {
    if (!isEffectKind(rule?.effect?.kind))
      throw badParameter('effect', 'is missing: a rule needs {"effect":{"kind":…}} with a known kind')
  }
  return rules
}
