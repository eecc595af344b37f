import type { Actor, Deps } from '../kernel/index.ts'
import { createAccount, type NewAccount } from './create-account.ts'
import { countAttempt } from './limit-attempts.ts'
import { sendMailLink } from './mail-links.ts'
import { noteSignIn } from './note-sign-in.ts'
import { refuseReservedEmail } from './refuse-reserved-email.ts'
import { refuseWeakPassword } from './refuse-weak-password.ts'
import type { SignInDeps } from './sign-in.ts'
import { type StartedSession, startSession, type Visitor } from './start-session.ts'

/**
 * Makes an account, signs it in, and sends the link that proves its e-mail.
 * @throws DomainError `invalid_input`, `email_taken`, `rate_limited`
 */
export async function signUp(
  _actor: Actor,
  input: NewAccount & { password: string },
  visitor: Visitor,
  deps: SignInDeps & Pick<Deps, 'queue'>,
): Promise<StartedSession> {
  refuseReservedEmail(input.email)
  refuseWeakPassword(input.password, input)
  await countAttempt('perAddress', visitor.address, deps)
  const accountId = await createAccount(input, deps, async (tx, id) => {
    await sendMailLink(tx, { accountId: id, purpose: 'verify_email', email: input.email }, deps)
    await noteSignIn({ accountId: id, method: 'password', isSucceeded: true }, visitor, { ...deps, db: tx })
  })
  return startSession(accountId, visitor, deps)
}
