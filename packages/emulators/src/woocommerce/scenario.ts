import * as standIn from '../stand-in/scenario.ts'
import { EFFECTS, type Effect } from './effect.ts'

/** Which calls a rule is for; what is left out matches all. */
export type Match = {
  method?: string
  /** Whether only calls that change something are meant. */
  isWrite?: boolean
  /** Part of the path. */
  path?: string
}

/** Something to go wrong on matching calls. */
export type Rule = standIn.Rule<Match, Effect>

type Call = { method: string; path: string }

/** The faults to come. */
export type Scenario = standIn.Scenario<Match, Effect, Call>

/** Starts with no faults at all. */
export function createScenario(): Scenario {
  return standIn.createScenario(isMeant)
}

function isMeant({ method, isWrite, path = '' }: Match, call: Call): boolean {
  if (method && method !== call.method) return false
  return !(isWrite && call.method === 'GET') && call.path.includes(path)
}

/** Reads rules sent to the control surface: one, or a list. @throws Error if one of them has no known effect */
export function readRules(json: unknown): Rule[] {
  const rules = standIn.readRules<Match, Effect>(json, EFFECTS)
  if (!rules) throw new Error(`a rule needs {"effect":{"kind":…}}, one of ${Object.keys(EFFECTS).join(', ')}`)
  return rules
}
