export type {
  AccountActor,
  Actor,
  AnonymousActor,
  DelegateActor,
  OperatorActor,
  SystemActor,
  TokenActor,
} from './actor.ts'
export {
  isTestActor,
  onBehalfOf,
  operatorActor,
  requireAccount,
  requireOperator,
  requirePerson,
  requireSession,
  requireSystem,
  systemActor,
} from './actor.ts'
export type { Deps, Logger } from './deps.ts'
export { explainFailure } from './explain-failure.ts'
