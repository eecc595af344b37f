import {
  changeEmailMail,
  emailChangeNoticeMail,
  MAIL_LINKS,
  type MailWords,
  mailLinkAddress,
  resetPasswordMail,
  verifyEmailMail,
} from '@studio/core/accounts'
import type { JobPayload } from '@studio/core/jobs'
import type { Id } from '@studio/core/kernel'
import { notPast } from '@studio/core/retention'
import { inTransaction, type MailLink } from '@studio/db'
import { type Mail, MailUnavailable } from '@studio/integrations/mail'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { makeLinkSecret } from '../keys/index.ts'

const WORDS = {
  verify_email: verifyEmailMail,
  change_email: changeEmailMail,
  reset_password: resetPasswordMail,
}

/** What writing a mail needs. */
type WriteDeps = Pick<Deps, 'keys' | 'publicUrl'>

/**
 * Sends one of the mails that leave for a link, and then has the next one sent: the e-mail that an account is about to
 * leave hears of it before the link is anywhere. Does nothing for a link that was used or is too old; a mail that its
 * recipient's server refuses is given up.
 * @throws MailUnavailable for what may leave later
 */
export async function sendMail(
  actor: Actor,
  { mailLinkId, step }: JobPayload<'mail.send'>,
  deps: WriteDeps & Pick<Deps, 'db' | 'queue' | 'clock' | 'mailer' | 'logger'>,
): Promise<void> {
  requireSystem(actor)
  const where = { id: mailLinkId, account: { closedAt: null }, ...notPast('mailLink', deps.clock.now()) }
  const link = await deps.db.mailLink.findFirst({ where, include: { account: true } })
  if (!link) return
  const mails: readonly ('link' | 'notice')[] = MAIL_LINKS[link.purpose].mails
  const mail =
    mails[step] === 'notice'
      ? { to: link.account.email, ...writeNotice(deps) }
      : { to: link.email, ...writeLink(link, deps) }
  await deliver(mail, mailLinkId, deps)
  if (step + 1 < mails.length) {
    await inTransaction(deps.db, (tx) => deps.queue.enqueue(tx, 'mail.send', { mailLinkId, step: step + 1 }))
  }
}

async function deliver(
  mail: Mail,
  mailLinkId: string,
  { mailer, logger }: Pick<Deps, 'mailer' | 'logger'>,
): Promise<void> {
  try {
    await mailer.send(mail)
  } catch (error) {
    if (!(error instanceof MailUnavailable && error.isRefused)) throw error
    logger.warn({ mailLinkId, diagnosis: error.diagnosis }, 'a mail was refused')
  }
}

function writeLink({ id, purpose }: MailLink, { keys, publicUrl }: WriteDeps): MailWords {
  const secret = makeLinkSecret('mail-link', id, keys.credentials)
  return WORDS[purpose](mailLinkAddress(publicUrl, { id: id as Id<'mailLink'>, purpose, secret }))
}

function writeNotice({ publicUrl }: WriteDeps): MailWords {
  return emailChangeNoticeMail(new URL('/settings/security', publicUrl).href)
}
