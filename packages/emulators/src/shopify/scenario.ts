import { type Effect, isEffectKind } from './effect.ts'

/** What can be made to go wrong: calls of the Admin API, tokens, uploads, pictures being processed or served, bulk answers. */
export type Route = 'graphql' | 'token' | 'upload' | 'media' | 'picture' | 'bulk'

/**
 * Which calls a rule is about: `graphql` unless said; with `isWrite`, whatever changes something. `operation` is a
 * document's own name or a field of it; `nth` picks one of them, counted from 1.
 */
export type Match = { route?: Route; isWrite?: boolean; shop?: string; operation?: string; nth?: number }

/** Something to go wrong on matching calls; `times` (1 if not named) says how often before it is used up. */
export type Rule = { match?: Match; times?: number; effect: Effect }

/** What rules are matched against: `operation` has all names of a document, with spaces between. */
export type Occasion = { route: Route; shop: string; operation: string; isWrite?: boolean }

/** The faults to come. */
export type Scenario = {
  /** Answers what tells whether the rule is used up. */
  add(rule: Rule): () => boolean
  /** Takes the effect for this occasion: that of the first rule that matches. */
  take(occasion: Occasion): Effect | undefined
  reset(): void
}

/** Starts with no faults at all. */
export function createScenario(): Scenario {
  const rules: { rule: Rule; seen: number; left: number }[] = []
  return {
    add(rule) {
      const entry = { rule, seen: 0, left: rule.times ?? 1 }
      rules.push(entry)
      return () => entry.left === 0
    },
    take({ route, shop, operation, isWrite = false }) {
      for (const entry of rules) {
        const { match = {}, effect } = entry.rule
        if (match.isWrite ? !isWrite : (match.route ?? 'graphql') !== route) continue
        if (match.shop && match.shop !== shop) continue
        if (match.operation && !operation.split(' ').includes(match.operation)) continue
        entry.seen += 1
        if (match.nth && match.nth !== entry.seen) continue
        if (entry.left === 0) continue
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

/** Reads rules sent to the control surface: one, or a list. Null if one of them has no known effect. */
export function readRules(json: unknown): Rule[] | null {
  const rules = (Array.isArray(json) ? json : [json]) as Rule[]
  return rules.every((rule) => isEffectKind(rule?.effect?.kind)) ? rules : null
}
