import type { AccountView } from '@studio/core/accounts'
import { type Id, notFound } from '@studio/core/kernel'
import { readBalance } from '../credits/index.ts'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'

/** Shows the account that asks. */
export async function readAccount(actor: Actor, deps: Pick<Deps, 'db'>): Promise<AccountView> {
  const id = requirePerson(actor)
  const account = await deps.db.account.findUnique({ where: { id } })
  if (!account) throw notFound('account')
  return {
    id: account.id as Id<'account'>,
    email: account.email,
    name: account.name,
    createdAt: account.createdAt.toISOString(),
    credits: await readBalance(actor, deps),
  }
}
