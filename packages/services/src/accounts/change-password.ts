import { DomainError } from '@studio/core/kernel'
import { inTransaction, recordEvent } from '@studio/db'
import { type Actor, type Deps, requireSession } from '../kernel/index.ts'
import { endSessions } from './end-sessions.ts'
import { hashPassword } from './passwords.ts'
import { proveItIsYou } from './prove-it-is-you.ts'
import { refuseWeakPassword } from './refuse-weak-password.ts'
import { storedSessionId } from './sessions.ts'

/**
 * Chooses a new password, or the first one of an account that was opened by an external provider. Every other session
 * ends, and links that were sent to change the e-mail or the password no longer work.
 * @throws DomainError `invalid_input`, `wrong_credentials`, `sign_in_again`, `rate_limited`
 */
export async function changePassword(
  actor: Actor,
  { currentPassword, newPassword }: { currentPassword?: string | undefined; newPassword: string },
  deps: Pick<Deps, 'db' | 'clock' | 'attempts'>,
): Promise<void> {
  const { accountId, sessionId } = requireSession(actor)
  const account = await proveItIsYou(actor, currentPassword, deps)
  refuseWeakPassword(newPassword, account, 'newPassword')
  const passwordHash = await hashPassword(newPassword)
  await inTransaction(deps.db, async (tx) => {
    const now = deps.clock.now()
    const where = { id: accountId, passwordHash: account.passwordHash, closedAt: null }
    const { count } = await tx.account.updateMany({ where, data: { passwordHash } })
    if (!count) throw changedMeanwhile()
    await tx.mailLink.deleteMany({ where: { accountId, purpose: { not: 'verify_email' } } })
    await endSessions(tx, { accountId, except: storedSessionId(sessionId) }, now)
    await recordEvent(tx, { accountId, type: 'account.changed', subjectId: accountId, now })
  })
}

function changedMeanwhile(): DomainError {
  return new DomainError('wrong_credentials', 'Your password was changed in another browser meanwhile.')
}
