import type { OutputStatus, Sql } from '@studio/db'

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

const SELECT = `
  SELECT id, account_id AS "accountId", status::text AS status, hold_id AS "holdId",
         credits_each AS "creditsEach", provider, deleted_at IS NOT NULL AS "isDeleted"
  FROM generation`

const LOCK = { name: 'lock_generation', text: `${SELECT} WHERE id = $1 FOR UPDATE` }

const LOCK_OF_OUTPUT = {
  name: 'lock_generation_of_output',
  // To which generation an output belongs never changes, so that it need not be read anew behind the lock.
  text: `${SELECT} WHERE id = (SELECT generation_id FROM output WHERE id = $1) FOR UPDATE`,
}

/**
 * Locks a generation until the transaction ends, found by its own id or one of its outputs'. Whoever changes
 * outputs locks their generation first: claims, settlements and cancels of one generation stand in a line.
 */
export async function lockGeneration(
  tx: Sql,
  by: { id: string } | { outputId: string },
): Promise<LockedGeneration | null> {
  const [row] =
    'id' in by
      ? await tx.query<LockedGeneration>(LOCK, [by.id])
      : await tx.query<LockedGeneration>(LOCK_OF_OUTPUT, [by.outputId])
  return row ?? null
}
