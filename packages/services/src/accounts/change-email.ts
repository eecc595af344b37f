import type { AccountView } from '@studio/core/accounts'
import { DomainError } from '@studio/core/kernel'
import { inTransaction, recordEvent, type Transaction } from '@studio/db'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { countMail } from './limit-mails.ts'
import { sendMailLink } from './mail-links.ts'
import { proveItIsYou } from './prove-it-is-you.ts'
import { readAccount } from './read-account.ts'
import { refuseReservedEmail } from './refuse-reserved-email.ts'
import type { Visitor } from './start-session.ts'

/** What the e-mail's acts need. */
type EmailDeps = Pick<Deps, 'db' | 'queue' | 'clock' | 'attempts'>

/**
 * Asks to move the account to another e-mail. Nothing changes until the link that is sent there was followed; the
 * present e-mail is told. A wish before this one is void.
 * @throws DomainError `invalid_input`, `wrong_credentials`, `sign_in_again`, `email_taken`, `rate_limited`
 */
export async function changeEmail(
  actor: Actor,
  { email, password }: { email: string; password?: string | undefined },
  visitor: Visitor,
  deps: EmailDeps,
): Promise<AccountView> {
  refuseReservedEmail(email)
  const account = await proveItIsYou(actor, password, deps)
  if (email === account.email) {
    const message = 'This is your e-mail already.'
    throw new DomainError('invalid_input', message, { fields: [{ path: 'email', message }] })
  }
  if (await deps.db.account.findUnique({ where: { email } })) throw emailTaken()
  await countMail('change_email', account.email, visitor, deps)
  await countMail('change_email', email, visitor, deps)
  await inTransaction(deps.db, async (tx) => {
    await dropWish(tx, account.id)
    await sendMailLink(tx, { accountId: account.id, purpose: 'change_email', email }, deps)
    await noteChange(tx, account.id, deps)
  })
  return readAccount(actor, deps)
}

/** Takes back the wish to move to another e-mail: the link that was sent there no longer works. */
export async function keepEmail(actor: Actor, deps: Pick<Deps, 'db' | 'clock'>): Promise<AccountView> {
  const accountId = requirePerson(actor)
  await inTransaction(deps.db, async (tx) => {
    await dropWish(tx, accountId)
    await noteChange(tx, accountId, deps)
  })
  return readAccount(actor, deps)
}

/**
 * Sends the link that proves the present e-mail once more.
 * @throws DomainError `already_ended` when it is proved, `rate_limited`
 */
export async function sendVerification(actor: Actor, visitor: Visitor, deps: EmailDeps): Promise<void> {
  const accountId = requirePerson(actor)
  const { email, emailVerifiedAt } = await deps.db.account.findUniqueOrThrow({ where: { id: accountId } })
  if (emailVerifiedAt) throw new DomainError('already_ended', 'Your e-mail is confirmed already.')
  await countMail('verify_email', email, visitor, deps)
  await inTransaction(deps.db, (tx) => sendMailLink(tx, { accountId, purpose: 'verify_email', email }, deps))
}

/** What is said when another account has the e-mail, as it is on signing up. */
export function emailTaken(): DomainError {
  return new DomainError('email_taken', 'There is already an account with this e-mail.')
}

async function dropWish(tx: Transaction, accountId: string): Promise<void> {
  await tx.mailLink.deleteMany({ where: { accountId, purpose: 'change_email' } })
}

async function noteChange(tx: Transaction, accountId: string, { clock }: Pick<Deps, 'clock'>): Promise<void> {
  await recordEvent(tx, { accountId, type: 'account.changed', subjectId: accountId, now: clock.now() })
}
