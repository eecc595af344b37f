import type { Id } from '@studio/core/kernel'
import { notFound } from '@studio/core/kernel'
import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'
import { createAccount, type NewAccount } from './create-account.ts'
import { type StartedSession, startSession } from './start-session.ts'

/** Makes an account from the operator's command line. @throws DomainError `email_taken` */
export function createAccountAsOperator(actor: Actor, input: NewAccount, deps: Pick<Deps, 'db' | 'clock'>) {
  requireOperator(actor)
  return createAccount(input, deps)
}

/**
 * Opens a session for the operator's command line, so that it works through the same API as everybody. Takes
 * the account with this e-mail, or the oldest one when none is named. @throws DomainError `not_found`
 */
export async function startOperatorSession(
  actor: Actor,
  email: string | undefined,
  deps: Pick<Deps, 'db' | 'clock' | 'publicUrl'>,
): Promise<StartedSession> {
  requireOperator(actor)
  const account = await deps.db.account.findFirst({
    where: email ? { email } : {},
    orderBy: { createdAt: 'asc' },
  })
  if (!account) throw notFound('account')
  return startSession(
    account.id as Id<'account'>,
    { address: 'command line', userAgent: 'studio command line' },
    deps,
  )
}
