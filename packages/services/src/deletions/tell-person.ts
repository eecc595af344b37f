import type { MailWords } from '@studio/core/accounts'
import { deletionBegunMail, deletionScheduledMail } from '@studio/core/deletions'
import type { Id } from '@studio/core/kernel'
import { MailUnavailable } from '@studio/integrations/mail'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { receiptPageOf } from './receipt-link.ts'
import type { RunningDeletion } from './running-deletion.ts'

type TellDeps = Pick<Deps, 'db' | 'mailer' | 'logger' | 'keys' | 'publicUrl'>

/** What saying goodbye needs; mails that never left this machine are forgotten with the address. */
type GoodbyeDeps = TellDeps & Pick<Deps, 'outbox'>

/**
 * Sends the mail that an account is going to be deleted: when, how to stop it, and where the receipt will be. Does
 * nothing once that was stopped or has begun.
 * @throws MailUnavailable for what may leave later
 */
export async function announceDeletion(
  actor: Actor,
  { deletionId }: { deletionId: Id<'deletion'> },
  deps: TellDeps,
): Promise<void> {
  requireSystem(actor)
  const deletion = await deps.db.accountDeletion.findFirst({ where: { id: deletionId, status: 'scheduled' } })
  const account = deletion && (await deps.db.account.findUnique({ where: { id: deletion.accountId } }))
  if (!account) return
  const settings = new URL('/settings/data', deps.publicUrl).href
  const words = deletionScheduledMail(deletion.dueAt, settings, addressOf(deletionId, deps))
  await send(account.email, words, deletionId, deps)
}

/**
 * Sends the last mail, then forgets the e-mail, the name and the password. A mail that does not leave keeps nothing
 * from being deleted: the address of the receipt was shown when the deletion was asked for.
 */
export async function sayGoodbye({ id, accountId }: RunningDeletion, deps: GoodbyeDeps): Promise<void> {
  const account = await deps.db.account.findUnique({ where: { id: accountId } })
  const forgotten = { email: `${accountId}@deleted.invalid`, name: '', passwordHash: null }
  if (!account || account.email === forgotten.email) return
  try {
    await send(account.email, deletionBegunMail(addressOf(id, deps)), id, deps)
  } catch (error) {
    const diagnosis = error instanceof MailUnavailable ? error.diagnosis : 'a defect'
    deps.logger.warn({ deletionId: id, diagnosis }, 'the last mail to a deleted account did not leave')
  }
  await deps.outbox?.removeTo(account.email)
  await deps.db.account.update({ where: { id: accountId }, data: { ...forgotten, emailVerifiedAt: null } })
}

function addressOf(
  deletionId: Id<'deletion'>,
  { keys, publicUrl }: Pick<Deps, 'keys' | 'publicUrl'>,
): string {
  return new URL(receiptPageOf(deletionId, { keys }), publicUrl).href
}

/** A mail that its recipient's server refuses is given up. */
async function send(
  to: string,
  words: MailWords,
  deletionId: string,
  { mailer, logger }: Pick<Deps, 'mailer' | 'logger'>,
): Promise<void> {
  try {
    await mailer.send({ to, ...words })
  } catch (error) {
    if (!(error instanceof MailUnavailable && error.isRefused)) throw error
    logger.warn({ deletionId, diagnosis: error.diagnosis }, 'a mail was refused')
  }
}
