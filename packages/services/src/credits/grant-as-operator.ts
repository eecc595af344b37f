import { DomainError } from '@studio/core/kernel'
import { inSingleStatements, type LedgerEntry } from '@studio/db'
import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'
import { grantCredits } from './grant-credits.ts'

/** Credits an operator gives: to whom, how many, why, and a key that makes it happen once. */
export type OperatorGrant = { email: string; credits: number; reason: string; idempotencyKey: string }

/** Gives credits to an account from the command line. @throws DomainError `not_found`, `invalid_input` */
export async function grantAsOperator(
  actor: Actor,
  { email, credits, reason, idempotencyKey }: OperatorGrant,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<LedgerEntry> {
  requireOperator(actor)
  const account = await db.account.findUnique({ where: { email } })
  if (!account) throw new DomainError('not_found', `There is no account with the e-mail ${email}.`)
  const { id: accountId } = account
  const grant = { accountId, credits, source: 'operator', note: reason, causeId: accountId, idempotencyKey }
  return inSingleStatements(db, (sql) => grantCredits(sql, { ...grant, now: clock.now() }))
}
