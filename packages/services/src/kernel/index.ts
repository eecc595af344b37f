export type { AccountActor, Actor, AnonymousActor, OperatorActor, SystemActor } from './actor.ts'
export { operatorActor, requireAccount, requireOperator, requireSystem, systemActor } from './actor.ts'
export type { Deps, Logger } from './deps.ts'
