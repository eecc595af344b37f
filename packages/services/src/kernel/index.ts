export type { AccountActor, Actor, AnonymousActor, OperatorActor, SystemActor, TokenActor } from './actor.ts'
export {
  operatorActor,
  requireAccount,
  requireOperator,
  requirePerson,
  requireSession,
  requireSystem,
  systemActor,
} from './actor.ts'
export type { Deps, Logger } from './deps.ts'
