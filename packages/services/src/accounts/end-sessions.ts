import { notFound } from '@studio/core/kernel'
import { inTransaction, recordEvent, type Transaction } from '@studio/db'
import { type Actor, type Deps, requireSession } from '../kernel/index.ts'
import { storedSessionId } from './sessions.ts'

/** Which sessions of an account: one, all but one, or all. Ids are those that are stored. */
export type EndedSessions = { accountId: string; only?: string; except?: string }

/**
 * Ends sessions inside a transaction; the live channels of their browsers end with the event, whichever process holds
 * them. Answers how many there were.
 */
export async function endSessions(
  tx: Transaction,
  { accountId, only, except }: EndedSessions,
  now: Date,
): Promise<number> {
  const where = { accountId, ...(only && { id: only }), ...(except && { id: { not: except } }) }
  const ended = await tx.session.findMany({ where, select: { id: true } })
  await tx.session.deleteMany({ where: { accountId, id: { in: ended.map(({ id }) => id) } } })
  for (const { id } of ended) {
    await recordEvent(tx, { accountId, type: 'session.ended', subjectId: id, now })
  }
  return ended.length
}

/** Ends one session of the person who asks: another browser, or this one. @throws DomainError `not_found` */
export async function endSession(
  actor: Actor,
  { id }: { id: string },
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<void> {
  const { accountId } = requireSession(actor)
  const ended = await inTransaction(db, (tx) => endSessions(tx, { accountId, only: id }, clock.now()))
  if (!ended) throw notFound('session')
}

/** Ends every session of the person who asks but this one. */
export async function endOtherSessions(
  actor: Actor,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<void> {
  const { accountId, sessionId } = requireSession(actor)
  const except = storedSessionId(sessionId)
  await inTransaction(db, (tx) => endSessions(tx, { accountId, except }, clock.now()))
}
