import type { MailLinkInput } from '@studio/core/accounts'
import { inTransaction, isUniqueViolation, type MailLink, recordEvent, type Transaction } from '@studio/db'
import type { Actor, Deps } from '../kernel/index.ts'
import { emailTaken } from './change-email.ts'
import { linkExpired, requireLinkSecret, takeMailLink } from './mail-links.ts'

/**
 * Follows a link by which somebody shows that they read an e-mail: the account's own is proved, or the account moves
 * to it. Whoever has the link may do it, signed in or not.
 * @throws DomainError `link_expired`; `email_taken` when another account took the e-mail meanwhile
 */
export async function confirmEmail(
  _actor: Actor,
  input: MailLinkInput,
  { db, clock, keys }: Pick<Deps, 'db' | 'clock' | 'keys'>,
): Promise<{ email: string }> {
  const id = requireLinkSecret(input, keys)
  try {
    return await inTransaction(db, async (tx) => {
      const now = clock.now()
      const link = await takeMailLink(tx, id, ['verify_email', 'change_email'], now)
      await (link.purpose === 'change_email' ? moveTo(tx, link, now) : prove(tx, link, now))
      const { accountId, email } = link
      await recordEvent(tx, { accountId, type: 'account.changed', subjectId: accountId, now })
      return { email }
    })
  } catch (error) {
    if (isUniqueViolation(error)) throw emailTaken()
    throw error
  }
}

/** A link to an e-mail that the account has left meanwhile proves nothing. */
async function prove(tx: Transaction, { accountId, email }: MailLink, now: Date): Promise<void> {
  const where = { id: accountId, email }
  const { count } = await tx.account.updateMany({ where, data: { emailVerifiedAt: now } })
  if (!count) throw linkExpired()
}

/** Links to the e-mail that is left, also those for a forgotten password, open nothing any more. */
async function moveTo(tx: Transaction, { accountId, email }: MailLink, now: Date): Promise<void> {
  await tx.account.update({ where: { id: accountId }, data: { email, emailVerifiedAt: now } })
  await tx.mailLink.deleteMany({ where: { accountId } })
}
