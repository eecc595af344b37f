import { DomainError, type Id } from '@studio/core/kernel'
import { type Account, inTransaction, type Transaction } from '@studio/db'
import type { Actor, Deps } from '../kernel/index.ts'
import { countAttempt, forgetAttempts } from './limit-attempts.ts'
import { noteSignIn } from './note-sign-in.ts'
import { verifyPassword } from './passwords.ts'
import { refuseReservedEmail } from './refuse-reserved-email.ts'
import { type StartedSession, startSession, type Visitor } from './start-session.ts'

/** What signing in needs. */
export type SignInDeps = Pick<Deps, 'db' | 'clock' | 'attempts' | 'publicUrl' | 'hasInsecureCookie'>

/**
 * Signs in with e-mail and password. An unknown e-mail gets the same answer in the same time as a wrong
 * password, and counts against the same limit; a closed account is an unknown one.
 * @throws DomainError `invalid_input`, `wrong_credentials`, `rate_limited`
 */
export async function signIn(
  _actor: Actor,
  { email, password }: { email: string; password: string },
  visitor: Visitor,
  deps: SignInDeps,
): Promise<StartedSession> {
  refuseReservedEmail(email)
  await countAttempt('perAddress', visitor.address, deps)
  await countAttempt('perEmail', email, deps)
  const account = await deps.db.account.findFirst({ where: { email, closedAt: null } })
  // Noted as failed while the password is being checked, which takes longer: the time tells nobody that it was noted.
  const [isRight, signInId] = await Promise.all([
    verifyPassword(account?.passwordHash, password),
    account && noteSignIn({ ...attemptOf(account), isSucceeded: false }, visitor, deps),
  ])
  if (!isRight || !account || !signInId) throw wrongCredentials()
  const session = await inTransaction(deps.db, async (tx) => {
    if (!(await isStillRight(tx, account))) throw wrongCredentials()
    await tx.signIn.updateMany({ where: { id: signInId }, data: { isSucceeded: true } })
    return startSession(account.id as Id<'account'>, visitor, { ...deps, db: tx })
  })
  await forgetAttempts('perEmail', email, deps)
  return session
}

function attemptOf({ id }: Account) {
  return { accountId: id as Id<'account'>, method: 'password' }
}

/** The password may have been changed, or the account closed, while it was checked: no session may begin after that. */
async function isStillRight(tx: Transaction, { id, passwordHash }: Account): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM account WHERE id = ${id} AND password_hash = ${passwordHash} AND closed_at IS NULL FOR SHARE`
  return rows.length === 1
}

function wrongCredentials(): DomainError {
  return new DomainError('wrong_credentials', 'This e-mail and password do not match.')
}
