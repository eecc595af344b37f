import * as standIn from '../stand-in/scenario.ts'
import { createTriggers } from '../stand-in/triggers.ts'
import { EFFECTS, type Effect, readEffect } from './effect.ts'
import { invalidArgument } from './service-error.ts'

/** The calls that can be made to go wrong. */
export type Route = 'generateContent' | 'streamGenerateContent'

/**
 * Which calls a rule is about. An empty match means every call that is to be answered with a picture: those that are
 * answered in words come by themselves, and must be named.
 */
export type Match = {
  route?: Route
  answers?: 'pictures' | 'words'
  model?: string
  promptIncludes?: string
}

/** Something to go wrong on matching calls. */
export type Rule = standIn.Rule<Match, Effect>

/** What rules are matched against. `fingerprint` is the same for a repeated request. */
type Call = {
  route: Route
  answers: 'pictures' | 'words'
  model: string
  prompt: string
  fingerprint: string
}

/** The faults to come: those of the rules, else what a prompt itself asks for. */
export type Scenario = standIn.Scenario<Match, Effect, Call>

/** Starts with no faults at all. */
export function createScenario(): Scenario {
  const rules = standIn.createScenario<Match, Effect, Call>(isMeant)
  const triggers = createTriggers(readEffect)
  return {
    add: rules.add,
    take: (call) => rules.take(call) ?? triggers.take(call.prompt, call.fingerprint),
    reset() {
      rules.reset()
      triggers.reset()
    },
  }
}

function isMeant({ route, model, answers = 'pictures', promptIncludes = '' }: Match, call: Call): boolean {
  if (route && route !== call.route) return false
  if (model ? model !== call.model : answers !== call.answers) return false
  return call.prompt.includes(promptIncludes)
}

/**
 * Reads rules sent to the control surface: one, or a list.
 *
 * @throws ServiceError 400 if one of them has no known effect
 */
export function readRules(json: unknown): Rule[] {
  const rules = standIn.readRules<Match, Effect>(json, EFFECTS)
  if (!rules) throw invalidArgument('A rule needs {"effect":{"kind":…}} with a known kind of effect.')
  return rules
}
