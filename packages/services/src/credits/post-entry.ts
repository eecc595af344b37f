import { type Balances, EMPTY_BALANCES, type Movement } from '@studio/core/credits'
import { DomainError, newId } from '@studio/core/kernel'
import { type LedgerEntry, recordEvent, type Transaction } from '@studio/db'

/** An entry to post: the decided movement, what it belongs to, and the key that makes it happen once. */
export type NewEntry = {
  accountId: string
  grantId?: string
  holdId?: string
  /** The id of what it happened for. */
  causeId: string
  /** Why, in one word, such as `succeeded`. */
  reason: string
  idempotencyKey: string
  now: Date
}

/**
 * Reads the books of an account and keeps everybody else from moving them until the transaction ends. Every
 * use case that moves credits calls this before it decides.
 */
export async function lockBalances(tx: Transaction, accountId: string): Promise<Balances> {
  const balances = await readLocked(tx, accountId)
  if (balances) return balances
  // Before its first movement an account has no row to lock. Of two that begin at once, the second waits here.
  await tx.$executeRaw`INSERT INTO credit_balance (account_id) VALUES (${accountId}) ON CONFLICT DO NOTHING`
  return (await readLocked(tx, accountId)) ?? EMPTY_BALANCES
}

async function readLocked(tx: Transaction, accountId: string): Promise<Balances | undefined> {
  const [row] = await tx.$queryRaw<Balances[]>`
    SELECT available, held, issued, spent, expired FROM credit_balance WHERE account_id = ${accountId} FOR UPDATE`
  return row
}

/**
 * Finds the entry that was already posted under this key, if any. Call it after `lockBalances`.
 * @throws DomainError `key_reused` when that entry moved something else
 */
export async function findPostedEntry(
  tx: Transaction,
  entry: Pick<NewEntry, 'accountId' | 'idempotencyKey' | 'causeId' | 'reason' | 'holdId'>,
  wanted: Movement,
): Promise<LedgerEntry | null> {
  const { accountId, idempotencyKey } = entry
  const posted = await tx.ledgerEntry.findUnique({
    where: { accountId_idempotencyKey: { accountId, idempotencyKey } },
  })
  if (!posted) return null
  const isSame =
    posted.kind === wanted.kind &&
    posted.credits === wanted.credits &&
    posted.causeId === entry.causeId &&
    posted.reason === entry.reason &&
    // A grant or a hold is made with its entry, so only settlements can name one beforehand.
    (entry.holdId === undefined || posted.holdId === entry.holdId)
  if (isSame) return posted
  throw new DomainError('key_reused', 'This key already stands for another movement of credits.', {
    idempotencyKey,
  })
}

/**
 * Writes one entry; the database moves the balances with it and refuses what does not add up. The
 * movement must have been decided on books that `lockBalances` read in the same transaction.
 */
export async function postEntry(tx: Transaction, entry: NewEntry, movement: Movement): Promise<LedgerEntry> {
  const { now, ...columns } = entry
  const posted = await tx.ledgerEntry.create({
    data: { ...columns, ...movement, id: newId('entry', now), createdAt: now },
  })
  const facts = { entryId: posted.id, kind: posted.kind, credits: posted.credits }
  await recordEvent(tx, {
    accountId: entry.accountId,
    type: 'credits.changed',
    subjectId: entry.causeId,
    facts,
    now,
  })
  return posted
}
