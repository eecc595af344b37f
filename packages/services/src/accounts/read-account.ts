import type { AccountView } from '@studio/core/accounts'
import { type Id, notFound } from '@studio/core/kernel'
import { notPast } from '@studio/core/retention'
import { readBalance } from '../credits/index.ts'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'

/** Shows the account that asks. */
export async function readAccount(actor: Actor, deps: Pick<Deps, 'db' | 'clock'>): Promise<AccountView> {
  const id = requirePerson(actor)
  const wishes = { where: { purpose: 'change_email' as const, ...notPast('mailLink', deps.clock.now()) } }
  const account = await deps.db.account.findUnique({ where: { id }, include: { mailLinks: wishes } })
  if (!account) throw notFound('account')
  const deletion = await deps.db.accountDeletion.findFirst({ where: { accountId: id, status: 'scheduled' } })
  return {
    id: account.id as Id<'account'>,
    email: account.email,
    isEmailVerified: account.emailVerifiedAt !== null,
    newEmail: account.mailLinks[0]?.email ?? null,
    hasPassword: account.passwordHash !== null,
    name: account.name,
    createdAt: account.createdAt.toISOString(),
    deletionDueAt: deletion?.dueAt.toISOString() ?? null,
    credits: await readBalance(actor, deps),
  }
}
