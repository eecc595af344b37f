import { DomainError } from '@studio/core/kernel'
import { notPast } from '@studio/core/retention'
import type { Generation, Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'

/** Apart from the answers of the public API, which are kept under the key itself. */
const spentKey = (idempotencyKey: string) => `purged generation: ${idempotencyKey}`

/**
 * Remembers for a day that the key of a generation was used, as the generation itself goes: a retry that comes
 * late must not make, and charge, what was deleted.
 */
export async function keepSpentKey(
  tx: Transaction,
  { accountId, idempotencyKey, requestHash }: Generation,
  now: Date,
): Promise<void> {
  if (!idempotencyKey) return
  const id = { accountId, key: spentKey(idempotencyKey) }
  const answer = { requestHash, leasedUntil: now, createdAt: now }
  await tx.storedAnswer.upsert({ where: { accountId_key: id }, create: { ...id, ...answer }, update: answer })
}

/**
 * Refuses a start under the key of a generation that is gone.
 * @throws DomainError `not_found` for the same request; `key_reused` for another one; nothing is charged
 */
export async function refuseSpentKey(
  {
    accountId,
    idempotencyKey,
    requestHash,
  }: Pick<Generation, 'accountId' | 'requestHash'> & {
    idempotencyKey: string
  },
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<void> {
  const spent = await db.storedAnswer.findFirst({
    where: { accountId, key: spentKey(idempotencyKey), ...notPast('storedAnswer', clock.now()) },
  })
  if (!spent) return
  if (spent.requestHash !== requestHash) throw keyReused()
  throw new DomainError(
    'not_found',
    'This request was already done, and what it made was deleted since. Nothing was charged now. Use a new idempotency key to make it again.',
  )
}

/** What is answered when a key comes again with another request. */
export function keyReused(): DomainError {
  return new DomainError('key_reused', 'This idempotency key was already used for another request.')
}
