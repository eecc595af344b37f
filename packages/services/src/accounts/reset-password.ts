import type { MailLinkInput } from '@studio/core/accounts'
import { inTransaction, recordEvent, type Transaction } from '@studio/db'
import type { Actor, Deps } from '../kernel/index.ts'
import { endSessions } from './end-sessions.ts'
import { forgetAttempts } from './limit-attempts.ts'
import { linkExpired, requireLinkSecret, takeMailLink } from './mail-links.ts'
import { hashPassword } from './passwords.ts'
import { refuseWeakPassword } from './refuse-weak-password.ts'

/**
 * Replaces a forgotten password by the link that was sent for it. Every session ends and every other link of the
 * account stops working; attempts that were counted against it are forgotten, so that the new password signs in.
 * @throws DomainError `link_expired`, `invalid_input`
 */
export async function resetPassword(
  _actor: Actor,
  { password, ...input }: MailLinkInput & { password: string },
  { db, clock, keys, attempts }: Pick<Deps, 'db' | 'clock' | 'keys' | 'attempts'>,
): Promise<void> {
  const id = requireLinkSecret(input, keys)
  const passwordHash = await hashPassword(password)
  const { email } = await inTransaction(db, async (tx) => {
    const now = clock.now()
    const link = await takeMailLink(tx, id, ['reset_password'], now)
    const { accountId } = link
    await tx.$executeRaw`SELECT 1 FROM account WHERE id = ${accountId} FOR UPDATE`
    const account = await tx.account.findFirst({ where: { id: accountId, email: link.email } })
    if (!account) throw linkExpired()
    // The link is still good for another try: what was taken is given back with the transaction.
    refuseWeakPassword(password, account)
    if (!account.emailVerifiedAt) await removeOtherWaysIn(tx, accountId)
    const data = { passwordHash, emailVerifiedAt: account.emailVerifiedAt ?? now }
    await tx.account.update({ where: { id: accountId }, data })
    await tx.mailLink.deleteMany({ where: { accountId } })
    await endSessions(tx, { accountId }, now)
    await recordEvent(tx, { accountId, type: 'account.changed', subjectId: accountId, now })
    return link
  })
  await forgetAttempts('perEmail', email, { attempts })
}

/**
 * Until an e-mail is proved, anybody may have signed up with it. Its owner, who proves it now, shares the account with
 * nobody: what such a person may have left to come in by, or to listen, goes.
 */
async function removeOtherWaysIn(tx: Transaction, accountId: string): Promise<void> {
  await tx.identity.deleteMany({ where: { accountId } })
  await tx.token.deleteMany({ where: { accountId } })
  await tx.webhookEndpoint.deleteMany({ where: { accountId } })
}
