import { DomainError, type Id } from '@studio/core/kernel'

/** Who asks. Every use case takes one first and decides by it what may be seen and done. */
export type Actor = AccountActor | OperatorActor | SystemActor | AnonymousActor

/** A person who signed in, in one session. */
export type AccountActor = { kind: 'account'; accountId: Id<'account'>; sessionId: string }

/** Whoever runs the installation, from its command line. */
export type OperatorActor = { kind: 'operator' }

/** The worker, doing what an account already started. */
export type SystemActor = { kind: 'system' }

/** Somebody who has not signed in. */
export type AnonymousActor = { kind: 'anonymous' }

/** The worker's own actor. */
export const systemActor: SystemActor = { kind: 'system' }

/** The command line's actor. */
export const operatorActor: OperatorActor = { kind: 'operator' }

/** The account that asks. @throws DomainError `not_signed_in` for everybody else */
export function requireAccount(actor: Actor): Id<'account'> {
  if (actor.kind === 'account') return actor.accountId
  throw new DomainError('not_signed_in', 'Sign in to do this.')
}

/** Lets only the worker pass. @throws DomainError `not_found`, as for anything that is not yours to do */
export function requireSystem(actor: Actor): void {
  if (actor.kind !== 'system') throw new DomainError('not_found', 'There is nothing here.')
}

/** Lets only the operator pass. @throws DomainError `not_found`, as for anything that is not yours to do */
export function requireOperator(actor: Actor): void {
  if (actor.kind !== 'operator') throw new DomainError('not_found', 'There is nothing here.')
}
