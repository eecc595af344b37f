import type { GrantState, GrantUse, HoldState } from '@studio/core/credits'
import type { Transaction } from '@studio/db'

/** What a decision about credits needs to know, as it stands while nobody else can move them. */
export type LockedBooks = {
  /** Credits that can be spent, those included that are past their time and not taken off yet. */
  available: number
  /** Whether an entry stands under the key already. */
  isPosted: boolean
  /** The grants that have something left, when no hold was named. */
  grants: GrantState[]
  /** The hold that was named, and the line of credits it is made of; null when the account has no such hold. */
  hold: (HoldState & { line: GrantUse[] }) | null
}

/** Whose books, for an entry under which key, about which hold. */
export type BooksToLock = { accountId: string; idempotencyKey?: string; holdId?: string }

type Row = Omit<LockedBooks, 'grants'> & {
  grants:
    | (Omit<GrantState, 'expiresAt' | 'createdAt'> & { expiresAt: string | null; createdAt: string })[]
    | null
}

/**
 * Reads the books of an account and keeps everybody else from moving them until the transaction ends. Every
 * use case that moves credits calls this before it decides.
 */
export async function lockBooks(
  tx: Transaction,
  { accountId, idempotencyKey, holdId }: BooksToLock,
): Promise<LockedBooks> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT available, is_posted AS "isPosted", grants, hold FROM lock_books(${accountId}, ${idempotencyKey ?? null}, ${holdId ?? null})`
  if (!row) throw new Error('lock_books answers one row')
  const grants = (row.grants ?? []).map(({ expiresAt, createdAt, ...grant }) => ({
    ...grant,
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
    createdAt: new Date(createdAt),
  }))
  return { ...row, grants }
}
