import type { OutputStatus, Transaction } from '@studio/db'

/** The part of a generation that settling needs. */
export type LockedGeneration = {
  id: string
  accountId: string
  status: OutputStatus
  /** Null for work that costs nothing. */
  holdId: string | null
  creditsEach: number
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
  const id = 'id' in by ? by.id : (await tx.output.findUnique({ where: { id: by.outputId } }))?.generationId
  const [row] = await tx.$queryRaw<LockedGeneration[]>`
    SELECT id, account_id AS "accountId", status::text AS status, hold_id AS "holdId",
           credits_each AS "creditsEach", deleted_at IS NOT NULL AS "isDeleted"
    FROM generation WHERE id = ${id} FOR UPDATE`
  return row ?? null
}
