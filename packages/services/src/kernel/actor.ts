import { DomainError, type Id } from '@studio/core/kernel'
import type { Scope } from '@studio/core/tokens'

/** Who asks. Every use case takes one first and decides by it what may be seen and done. */
export type Actor = AccountActor | TokenActor | DelegateActor | OperatorActor | SystemActor | AnonymousActor

/** A person who signed in, in one session. */
export type AccountActor = { kind: 'account'; accountId: Id<'account'>; sessionId: string }

/** A program that the account gave a Personal Access Token. A test token's work costs nothing. */
export type TokenActor = {
  kind: 'token'
  accountId: Id<'account'>
  tokenId: Id<'token'>
  tokenKind: 'live' | 'test'
  scopes: readonly Scope[]
}

/**
 * The worker, going on with what an account has started: it may do what the account may, but nothing personal. `isTest`:
 * a test token has started it.
 */
export type DelegateActor = { kind: 'delegate'; accountId: Id<'account'>; isTest: boolean }

/** Whoever runs the installation, from its command line. */
export type OperatorActor = { kind: 'operator' }

/** The worker, doing what an account already started. */
export type SystemActor = { kind: 'system' }

/** Somebody who has not signed in. */
export type AnonymousActor = { kind: 'anonymous' }

/** The worker's own actor. */
export const systemActor: SystemActor = { kind: 'system' }

/** The worker, for one account. */
export function onBehalfOf(accountId: Id<'account'>, isTest = false): DelegateActor {
  return { kind: 'delegate', accountId, isTest }
}

/** The command line's actor. */
export const operatorActor: OperatorActor = { kind: 'operator' }

/**
 * The account that asks: a person who signed in, or a program whose token has the scope.
 * @throws DomainError `not_signed_in`; `insufficient_scope` for a token without it
 */
export function requireAccount(actor: Actor, scope: Scope): Id<'account'> {
  if (actor.kind === 'delegate') return actor.accountId
  if (actor.kind !== 'token') return requirePerson(actor)
  if (actor.scopes.includes(scope)) return actor.accountId
  throw new DomainError('insufficient_scope', `This token needs the scope ${scope} to do this.`, { scope })
}

/**
 * The account of a person who signed in: for what no token may do, whatever its scopes.
 * @throws DomainError `not_signed_in`; `insufficient_scope` for every token
 */
export function requirePerson(actor: Actor): Id<'account'> {
  return requireSession(actor).accountId
}

/** As `requirePerson`, for what also needs to know the session. */
export function requireSession(actor: Actor): AccountActor {
  if (actor.kind === 'account') return actor
  if (actor.kind === 'token')
    throw new DomainError('insufficient_scope', 'No token can do this: sign in to the studio.')
  throw new DomainError('not_signed_in', 'Sign in to do this.')
}

/** Whether all that is done for somebody costs nothing: a test token asks, or one has started it. */
export function isTestActor(actor: Actor): boolean {
  return actor.kind === 'delegate' ? actor.isTest : actor.kind === 'token' && actor.tokenKind === 'test'
}

/** Lets only the worker pass. @throws DomainError `not_found`, as for anything that is not yours to do */
export function requireSystem(actor: Actor): void {
  if (actor.kind !== 'system') throw new DomainError('not_found', 'There is nothing here.')
}

/** Lets only the operator pass. @throws DomainError `not_found`, as for anything that is not yours to do */
export function requireOperator(actor: Actor): void {
  if (actor.kind !== 'operator') throw new DomainError('not_found', 'There is nothing here.')
}
