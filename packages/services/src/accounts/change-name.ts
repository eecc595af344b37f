import type { AccountView } from '@studio/core/accounts'
import { inTransaction, recordEvent } from '@studio/db'
import { type Actor, type Deps, requirePerson } from '../kernel/index.ts'
import { readAccount } from './read-account.ts'

/** Gives the account another name; an empty one is no name. */
export async function changeName(
  actor: Actor,
  { name }: { name: string },
  deps: Pick<Deps, 'db' | 'clock'>,
): Promise<AccountView> {
  const id = requirePerson(actor)
  await inTransaction(deps.db, async (tx) => {
    await tx.account.update({ where: { id }, data: { name } })
    await recordEvent(tx, { accountId: id, type: 'account.changed', subjectId: id, now: deps.clock.now() })
  })
  return readAccount(actor, deps)
}
