import { type Id, newId } from '@studio/core/kernel'
import type { Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { MAX_USER_AGENT_CHARACTERS, type Visitor } from './start-session.ts'

/** An attempt to sign in: `method` is `password`, `operator`, or the issuer of an external provider. */
export type SignInAttempt = { accountId: Id<'account'>; method: string; isSucceeded: boolean }

/** Writes an attempt to sign in down, for the person to look at. The network address is not kept. */
export async function noteSignIn(
  { accountId, method, isSucceeded }: SignInAttempt,
  visitor: Visitor,
  { db, clock }: { db: Pick<Transaction, 'signIn'> } & Pick<Deps, 'clock'>,
): Promise<Id<'signIn'>> {
  const now = clock.now()
  const id = newId('signIn', now)
  const userAgent = visitor.userAgent.slice(0, MAX_USER_AGENT_CHARACTERS)
  await db.signIn.create({ data: { id, accountId, method, isSucceeded, userAgent, createdAt: now } })
  return id
}
