import { DomainError, type Id, newId } from '@studio/core/kernel'
import { inTransaction, isUniqueViolation, recordEvent, type Transaction } from '@studio/db'
import { grantCredits } from '../credits/index.ts'
import type { Deps } from '../kernel/index.ts'
import { startFreePlan } from '../subscriptions/index.ts'
import { hashPassword } from './passwords.ts'

/** What the first account of an installation starts with, so that its owner can see pictures made. */
export const STARTING_CREDITS = 200

/**
 * The account that the command line works for until a person has signed up. It does not count as the first
 * account: the person who comes after it gets the starting grant too.
 */
export const COMMAND_LINE_EMAIL = 'command-line@studio.invalid'

/** An account to make: without a password for somebody who comes in by an external provider. */
export type NewAccount = { email: string; password: string | null; name: string; isEmailVerified?: boolean }

/**
 * Makes an account, and whatever `alsoDo` makes with it. The very first one of an installation gets the starting grant.
 * @throws DomainError `email_taken`
 */
export async function createAccount(
  { email, password, name, isEmailVerified = false }: NewAccount,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  alsoDo: (tx: Transaction, id: Id<'account'>) => Promise<unknown> = async () => {},
): Promise<Id<'account'>> {
  const passwordHash = password === null ? null : await hashPassword(password)
  try {
    return await inTransaction(db, async (tx) => {
      const now = clock.now()
      const isFirst = await isFirstAccount(tx)
      const id = newId('account', now)
      await tx.account.create({
        data: {
          id,
          email,
          name,
          passwordHash,
          emailVerifiedAt: isEmailVerified ? now : null,
          createdAt: now,
        },
      })
      await recordEvent(tx, { accountId: id, type: 'account.created', subjectId: id, now })
      await startFreePlan(tx, id, now)
      if (isFirst) {
        const grant = {
          credits: STARTING_CREDITS,
          source: 'starting',
          causeId: id,
          idempotencyKey: 'starting-grant',
        }
        await grantCredits(tx, { accountId: id, ...grant, now })
      }
      await alsoDo(tx, id)
      return id
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError('email_taken', 'There is already an account with this e-mail. Sign in instead.')
  }
}

/** Two sign-ups at once must not both be first, so they wait for each other here. */
async function isFirstAccount(tx: Transaction): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('first account'))`
  return (await tx.account.count({ where: { email: { not: COMMAND_LINE_EMAIL } } })) === 0
}
