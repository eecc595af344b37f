import type { MailLinkPurpose } from '@studio/core/accounts'
import type { Deps } from '../kernel/index.ts'
import { countAttempt } from './limit-attempts.ts'
import type { Visitor } from './start-session.ts'

/**
 * Counts a mail that somebody asks for: to one e-mail about one thing, and from one network address. Nobody's mailbox
 * is flooded, and nobody's links are kept from them by mails of another kind.
 * @throws DomainError `rate_limited`
 */
export async function countMail(
  purpose: MailLinkPurpose,
  email: string,
  visitor: Visitor,
  deps: Pick<Deps, 'attempts'>,
): Promise<void> {
  await countAttempt('mailsPerAddress', visitor.address, deps)
  await countAttempt('mailsPerEmail', `${purpose} ${email}`, deps)
}
