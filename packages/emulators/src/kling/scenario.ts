import * as standIn from '../stand-in/scenario.ts'
import { createTriggers } from '../stand-in/triggers.ts'
import { EFFECTS, type Effect, readEffect } from './effect.ts'
import { badParameter } from './service-error.ts'

/** The calls that can be made to go wrong: beginning a task, asking for one, fetching a result. */
export type Route = 'create' | 'query' | 'result'

/** Which calls a rule is about: `create` unless said. */
export type Match = { route?: Route; model?: string; promptIncludes?: string }

/** Something to go wrong on matching calls. */
export type Rule = standIn.Rule<Match, Effect>

/** What rules are matched against. `fingerprint` is the same for a repeated request. */
type Call = { route: Route; model: string; prompt: string; fingerprint: string }

/** The faults to come: those of the rules, else what the prompt of a beginning task asks for. */
export type Scenario = standIn.Scenario<Match, Effect, Call>

/** Starts with no faults at all. */
export function createScenario(): Scenario {
  const rules = standIn.createScenario<Match, Effect, Call>(isMeant)
  const triggers = createTriggers(readEffect)
  /** Wording belongs to the beginning of a task alone. */
  const takeTrigger = ({ route, prompt, fingerprint }: Call) =>
    route === 'create' ? triggers.take(prompt, fingerprint) : undefined
  return {
    add: rules.add,
    take: (call) => rules.take(call) ?? takeTrigger(call),
    reset() {
      rules.reset()
      triggers.reset()
    },
  }
}

function isMeant({ route = 'create', model, promptIncludes = '' }: Match, call: Call): boolean {
  return route === call.route && (!model || model === call.model) && call.prompt.includes(promptIncludes)
}

/**
 * Reads rules sent to the control surface: one, or a list.
 *
 * @throws ServiceError 1201 if one of them has no known effect
 */
export function readRules(json: unknown): Rule[] {
  const rules = standIn.readRules<Match, Effect>(json, EFFECTS)
  if (!rules) throw badParameter('effect', 'is missing: a rule needs {"effect":{"kind":…}} with a known kind')
  return rules
}
