import type { Actor, Deps } from '../kernel/index.ts'
import { createAccount, type NewAccount } from './create-account.ts'
import { countAttempt } from './limit-attempts.ts'
import { refuseReservedEmail } from './refuse-reserved-email.ts'
import type { SessionDeps } from './sessions.ts'
import { startSession, type Visitor } from './start-session.ts'

/** Makes an account and signs it in. @throws DomainError `invalid_input`, `email_taken`, `rate_limited` */
export async function signUp(
  _actor: Actor,
  input: NewAccount,
  visitor: Visitor,
  deps: SessionDeps & Pick<Deps, 'clock' | 'attempts'>,
) {
  refuseReservedEmail(input.email)
  await countAttempt('perAddress', visitor.address, deps)
  const accountId = await createAccount(input, deps)
  return startSession(accountId, visitor, deps)
}
