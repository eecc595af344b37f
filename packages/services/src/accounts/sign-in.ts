import { DomainError, type Id } from '@studio/core/kernel'
import type { Actor, Deps } from '../kernel/index.ts'
import { countAttempt, forgetAttempts } from './limit-attempts.ts'
import { verifyPassword } from './passwords.ts'
import { refuseReservedEmail } from './refuse-reserved-email.ts'
import type { SessionDeps } from './sessions.ts'
import { startSession, type Visitor } from './start-session.ts'

/**
 * Signs in with e-mail and password. An unknown e-mail gets the same answer in the same time as a wrong
 * password, and counts against the same limit.
 * @throws DomainError `invalid_input`, `wrong_credentials`, `rate_limited`
 */
export async function signIn(
  _actor: Actor,
  { email, password }: { email: string; password: string },
  visitor: Visitor,
  deps: SessionDeps & Pick<Deps, 'clock' | 'attempts'>,
) {
  refuseReservedEmail(email)
  await countAttempt('perAddress', visitor.address, deps)
  await countAttempt('perEmail', email, deps)
  const account = await deps.db.account.findUnique({ where: { email } })
  if (!(await verifyPassword(account?.passwordHash, password)) || !account) {
    throw new DomainError('wrong_credentials', 'This e-mail and password do not match.')
  }
  await forgetAttempts('perEmail', email, deps)
  return startSession(account.id as Id<'account'>, visitor, deps)
}
