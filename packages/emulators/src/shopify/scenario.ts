import * as standIn from '../stand-in/scenario.ts'
import { EFFECTS, type Effect } from './effect.ts'

/** What can be made to go wrong: calls of the Admin API, tokens, uploads, pictures being processed or served, bulk answers. */
export type Route = 'graphql' | 'token' | 'upload' | 'media' | 'picture' | 'bulk'

/**
 * Which calls a rule is about: `graphql` unless said; with `isWrite`, whatever changes something. `operation` is a
 * document's own name or a field of it.
 */
export type Match = { route?: Route; isWrite?: boolean; shop?: string; operation?: string }

/** Something to go wrong on matching calls. */
export type Rule = standIn.Rule<Match, Effect>

/** What rules are matched against: `operation` has all names of a document, with spaces between. */
type Occasion = { route: Route; shop: string; operation: string; isWrite?: boolean }

/** The faults to come. */
export type Scenario = standIn.Scenario<Match, Effect, Occasion>

/** Starts with no faults at all. */
export function createScenario(): Scenario {
  return standIn.createScenario(isMeant)
}

function isMeant({ route = 'graphql', isWrite, shop, operation }: Match, occasion: Occasion): boolean {
  if (isWrite ? !occasion.isWrite : route !== occasion.route) return false
  if (shop && shop !== occasion.shop) return false
  return !operation || occasion.operation.split(' ').includes(operation)
}

/** Reads rules sent to the control surface: one, or a list. Null if one of them has no known effect. */
export function readRules(json: unknown): Rule[] | null {
  return standIn.readRules<Match, Effect>(json, EFFECTS)
}
