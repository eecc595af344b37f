import { type OutputStatus, Prisma, type Transaction } from '@studio/db'

/** The part of a generation that settling needs. */
export type LockedGeneration = {
  id: string
  accountId: string
  status: OutputStatus
  /** Null for work that costs nothing. */
  holdId: string | null
  creditsEach: number
  provider: string
  isDeleted: boolean
}

/**
 * Locks a generation until the transaction ends, found by its own id or one of its outputs'. Whoever changes
 * outputs locks their generation first: claims, settlements and cancels of one generation stand in a line.
 */
export async function lockGeneration(
  tx: Transaction,
  by: { id: string } | { outputId: string },
): Promise<LockedGeneration | null> {
  // To which generation an output belongs never changes, so that it need not be read anew behind the lock.
  const isMeant =
    'id' in by
      ? Prisma.sql`id = ${by.id}`
      : Prisma.sql`id = (SELECT generation_id FROM output WHERE id = ${by.outputId})`
  const [row] = await tx.$queryRaw<LockedGeneration[]>`
    SELECT id, account_id AS "accountId", status::text AS status, hold_id AS "holdId",
           credits_each AS "creditsEach", provider, deleted_at IS NOT NULL AS "isDeleted"
    FROM generation WHERE ${isMeant} FOR UPDATE`
  return row ?? null
}
