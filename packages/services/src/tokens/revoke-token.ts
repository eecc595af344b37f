import { type Id, notFound } from '@studio/core/kernel'
import { inTransaction, recordEvent } from '@studio/db'
import { type Actor, type Deps, requireOperator, requirePerson } from '../kernel/index.ts'

/** Ends a token: its next request is refused, in every process. Safe to repeat. @throws DomainError `not_found` */
export async function revokeToken(
  actor: Actor,
  { id }: { id: Id<'token'> },
  deps: Pick<Deps, 'db' | 'clock'>,
): Promise<void> {
  return revoke(id, requirePerson(actor), deps)
}

/** As `revokeToken`, for the operator's command line and whosoever token it is. @throws DomainError `not_found` */
export async function revokeTokenAsOperator(
  actor: Actor,
  { id }: { id: Id<'token'> },
  deps: Pick<Deps, 'db' | 'clock'>,
): Promise<void> {
  requireOperator(actor)
  const token = await deps.db.token.findUnique({ where: { id } })
  if (!token) throw notFound('token')
  await revoke(id, token.accountId, deps)
}

async function revoke(
  id: Id<'token'>,
  accountId: string,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const now = clock.now()
    const { count } = await tx.token.updateMany({
      where: { id, accountId, revokedAt: null },
      data: { revokedAt: now },
    })
    if (count) await recordEvent(tx, { accountId, type: 'token.revoked', subjectId: id, now })
    else if ((await tx.token.count({ where: { id, accountId } })) === 0) throw notFound('token')
  })
}
