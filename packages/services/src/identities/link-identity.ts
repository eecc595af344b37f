import { DomainError, type Id, notFound } from '@studio/core/kernel'
import { inTransaction, isUniqueViolation, recordEvent, type Transaction } from '@studio/db'
import type { ExternalIdentity } from '@studio/integrations/identity'
import { proveItIsYou } from '../accounts/index.ts'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { writeIdentity } from './sign-in-by-identity.ts'

/**
 * Lets an external account open the account that began to link it, and is still signed in.
 * @throws DomainError `sign_in_refused` when it opens another one, or the person has changed meanwhile
 */
export async function linkIdentity(
  actor: Actor,
  accountId: string,
  { issuer, subject, email }: ExternalIdentity,
  deps: Pick<Deps, 'db' | 'clock'>,
): Promise<void> {
  if (actor.kind !== 'account' || actor.accountId !== accountId) {
    throw new DomainError('sign_in_refused', 'You were signed out meanwhile. Sign in and link it again.')
  }
  try {
    await inTransaction(deps.db, async (tx) => {
      await lockAccount(tx, accountId)
      const linked = await tx.identity.findFirst({ where: { issuer, subject, accountId } })
      if (linked) return
      const subjectId = await writeIdentity(tx, { accountId, issuer, subject, email: email ?? '' }, deps)
      await recordEvent(tx, { accountId, type: 'identity.linked', subjectId, now: deps.clock.now() })
    })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError('sign_in_refused', 'It opens another account here already. Unlink it there first.')
  }
}

/**
 * Ends that an external account opens this one. Never the last way in.
 * @throws DomainError `not_found`, `invalid_input`, `wrong_credentials`, `sign_in_again`
 */
export async function unlinkIdentity(
  actor: Actor,
  { id, password }: { id: Id<'identity'>; password?: string | undefined },
  deps: Pick<Deps, 'db' | 'clock' | 'attempts'>,
): Promise<void> {
  const accountId = requirePerson(actor)
  const where = { id, accountId }
  if (!(await deps.db.identity.findFirst({ where }))) throw notFound('linked account')
  await proveItIsYou(actor, password, deps)
  await inTransaction(deps.db, async (tx) => {
    const { password_hash } = await lockAccount(tx, accountId)
    if (!password_hash && (await tx.identity.count({ where: { accountId } })) === 1) {
      throw new DomainError('invalid_input', 'This is your only way in. Set a password first.')
    }
    const { count } = await tx.identity.deleteMany({ where })
    if (!count) throw notFound('linked account')
    await recordEvent(tx, { accountId, type: 'identity.unlinked', subjectId: id, now: deps.clock.now() })
  })
}

/** Two unlinks at once must not both find that another way in is left. */
async function lockAccount(tx: Transaction, accountId: string): Promise<{ password_hash: string | null }> {
  const [account] = await tx.$queryRaw<{ password_hash: string | null }[]>`
    SELECT password_hash FROM account WHERE id = ${accountId} AND closed_at IS NULL FOR UPDATE`
  if (!account) throw notFound('account')
  return account
}
