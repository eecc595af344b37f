import { DomainError } from '@studio/core/kernel'
import type { Account } from '@studio/db'
import { type Actor, type Deps, requireSession } from '../kernel/index.ts'
import { countAttempt, forgetAttempts } from './limit-attempts.ts'
import { verifyPassword } from './passwords.ts'
import { storedSessionId } from './sessions.ts'

/** Without a password, a session that began this recently is proof enough. */
const FRESH_SESSION_MS = 15 * 60_000

/**
 * Makes sure that the person who asks is still the one who signed in, before something that nobody else may do at an
 * open browser: by the password, or for an account that has none by a session that began just now. Wrong passwords
 * count against the same limit as signing in.
 * @throws DomainError `wrong_credentials`, `sign_in_again`, `rate_limited`
 */
export async function proveItIsYou(
  actor: Actor,
  password: string | undefined,
  deps: Pick<Deps, 'db' | 'clock' | 'attempts'>,
): Promise<Account> {
  const { accountId, sessionId } = requireSession(actor)
  const account = await deps.db.account.findUniqueOrThrow({ where: { id: accountId } })
  if (account.passwordHash === null) {
    const where = { id: storedSessionId(sessionId), accountId }
    const { createdAt } = await deps.db.session.findFirstOrThrow({ where })
    if (deps.clock.now().getTime() - createdAt.getTime() <= FRESH_SESSION_MS) return account
    throw new DomainError(
      'sign_in_again',
      'Sign out and in again, then do this within a quarter of an hour: it shows that it is still you.',
    )
  }
  await countAttempt('perEmail', account.email, deps)
  if (!(await verifyPassword(account.passwordHash, password ?? ''))) {
    throw new DomainError('wrong_credentials', 'This is not your password.')
  }
  await forgetAttempts('perEmail', account.email, deps)
  return account
}
