import { DomainError, type Id } from '@studio/core/kernel'
import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'
import { COMMAND_LINE_EMAIL, createAccount, type NewAccount } from './create-account.ts'
import { COMMAND_LINE } from './describe-device.ts'
import { noteSignIn } from './note-sign-in.ts'
import { refuseReservedEmail } from './refuse-reserved-email.ts'
import { refuseWeakPassword } from './refuse-weak-password.ts'
import { type StartedSession, startSession } from './start-session.ts'

/** Makes an account from the operator's command line. @throws DomainError `invalid_input`, `email_taken` */
export function createAccountAsOperator(actor: Actor, input: NewAccount, deps: Pick<Deps, 'db' | 'clock'>) {
  requireOperator(actor)
  refuseReservedEmail(input.email)
  if (input.password) refuseWeakPassword(input.password, input)
  return createAccount(input, deps)
}

/**
 * Opens a session for the operator's command line, so that it works through the same API as everybody. Takes
 * the account with this e-mail; when none is named, the oldest one, or else an account of the command line's own.
 * @throws DomainError `not_found` for an e-mail without an account
 */
export async function startOperatorSession(
  actor: Actor,
  email: string | undefined,
  deps: Pick<Deps, 'db' | 'clock' | 'publicUrl' | 'hasInsecureCookie'>,
): Promise<StartedSession> {
  requireOperator(actor)
  const accountId = await findOperatedAccount(email, deps)
  const visitor = { address: 'command line', userAgent: COMMAND_LINE }
  await noteSignIn({ accountId, method: 'operator', isSucceeded: true }, visitor, deps)
  return startSession(accountId, visitor, deps)
}

async function findOperatedAccount(
  email: string | undefined,
  deps: Pick<Deps, 'db' | 'clock'>,
): Promise<Id<'account'>> {
  const where = { email: email ?? { not: COMMAND_LINE_EMAIL } }
  const account = await deps.db.account.findFirst({ where, orderBy: { createdAt: 'asc' } })
  if (account) return account.id as Id<'account'>
  if (email) throw new DomainError('not_found', `There is no account with the e-mail ${email}.`)
  const own = await deps.db.account.findUnique({ where: { email: COMMAND_LINE_EMAIL } })
  if (own) return own.id as Id<'account'>
  // Nobody ever signs in to it: its password is known to no one.
  return createAccount(
    { email: COMMAND_LINE_EMAIL, name: 'Command line', password: crypto.randomUUID() },
    deps,
  )
}
