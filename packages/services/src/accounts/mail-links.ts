import { MAIL_LINKS, type MailLinkInput, type MailLinkPurpose } from '@studio/core/accounts'
import { DomainError, type Id, newId } from '@studio/core/kernel'
import { notPast } from '@studio/core/retention'
import type { MailLink, Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { isLinkSecret, type Keys } from '../keys/index.ts'

/** A link to send: to whom, and which account it works on. */
export type NewMailLink = { accountId: string; purpose: MailLinkPurpose; email: string }

/** Makes a link and has it sent, once the transaction commits. */
export async function sendMailLink(
  tx: Transaction,
  { accountId, purpose, email }: NewMailLink,
  { queue, clock }: Pick<Deps, 'queue' | 'clock'>,
): Promise<void> {
  const now = clock.now()
  const id = newId('mailLink', now)
  const expiresAt = new Date(now.getTime() + MAIL_LINKS[purpose].lastsMs)
  await tx.mailLink.create({ data: { id, accountId, purpose, email, createdAt: now, expiresAt } })
  await queue.enqueue(tx, 'mail.send', { mailLinkId: id, step: 0 })
}

/**
 * Refuses a link whose secret is not its own, before anything is looked up.
 * @throws DomainError `link_expired`, as for a link that was used or is too old
 */
export function requireLinkSecret({ id, secret }: MailLinkInput, keys: Keys): Id<'mailLink'> {
  if (!isLinkSecret('mail-link', id, secret, keys.credentials)) throw linkExpired()
  return id
}

/**
 * Uses a link up: of all who come with it at once, one gets it.
 * @throws DomainError `link_expired` when it was used, is too old, is for something else, or its account was closed
 */
export async function takeMailLink(
  tx: Transaction,
  id: Id<'mailLink'>,
  purposes: readonly MailLinkPurpose[],
  now: Date,
): Promise<MailLink> {
  const where = {
    id,
    purpose: { in: [...purposes] },
    account: { closedAt: null },
    ...notPast('mailLink', now),
  }
  const link = await tx.mailLink.findFirst({ where })
  // Whoever deletes the row has the link; the others waited for its lock and find nothing.
  const { count } = await tx.mailLink.deleteMany({ where: { id } })
  if (!link || !count) throw linkExpired()
  return link
}

/** What is said of every link that no longer works: why is nobody's business but its owner's. */
export function linkExpired(): DomainError {
  return new DomainError(
    'link_expired',
    'This link was used already, or its time is over. Ask for a new one where you asked for this one.',
  )
}
