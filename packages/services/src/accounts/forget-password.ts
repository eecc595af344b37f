import { setTimeout as pause } from 'node:timers/promises'
import { inTransaction } from '@studio/db'
import type { Actor, Deps } from '../kernel/index.ts'
import { countMail } from './limit-mails.ts'
import { sendMailLink } from './mail-links.ts'
import { refuseReservedEmail } from './refuse-reserved-email.ts'
import type { Visitor } from './start-session.ts'

/** Longer than anything below takes, so that the time of the answer tells nobody whether there is an account. */
const ANSWER_AFTER_MS = 300

/**
 * Sends a link by which a forgotten password is replaced, if there is an account with this e-mail. The answer, its
 * time and the limits are the same if there is none.
 * @throws DomainError `invalid_input`, `rate_limited`
 */
export async function forgetPassword(
  _actor: Actor,
  { email }: { email: string },
  visitor: Visitor,
  deps: Pick<Deps, 'db' | 'queue' | 'clock' | 'attempts'>,
): Promise<void> {
  refuseReservedEmail(email)
  await countMail('reset_password', email, visitor, deps)
  await Promise.all([pause(ANSWER_AFTER_MS), sendLink(email, deps)])
}

async function sendLink(email: string, deps: Pick<Deps, 'db' | 'queue' | 'clock'>): Promise<void> {
  const account = await deps.db.account.findFirst({ where: { email, closedAt: null } })
  if (!account) return
  const link = { accountId: account.id, purpose: 'reset_password', email } as const
  await inTransaction(deps.db, (tx) => sendMailLink(tx, link, deps))
}
