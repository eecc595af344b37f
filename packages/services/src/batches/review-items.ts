import { DomainError } from '@studio/core/kernel'
import { inTransaction, type Review, recordEvent } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { findBatch } from './find-batch.ts'

/** What a person decided about items. */
export type Decision = {
  id: string
  itemIds: readonly string[]
  review?: Review | undefined
  outputId?: string | undefined
  rating?: number | null | undefined
}

/**
 * Keeps what a person decided about items that have a picture. Answers how many that were.
 * @throws DomainError `not_found`; `invalid_input` for an output that is not the item's
 */
export async function reviewItems(
  actor: Actor,
  { id, itemIds, review, outputId, rating }: Decision,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<{ changed: number }> {
  const accountId = requireAccount(actor, 'generations:write')
  await findBatch(db, accountId, id)
  if (outputId !== undefined) await requireOutput(db, itemIds, outputId)
  return inTransaction(db, async (tx) => {
    const { count } = await tx.batchItem.updateMany({
      where: { batchId: id, id: { in: [...itemIds] }, status: 'succeeded' },
      data: {
        ...(review && { review }),
        ...(outputId !== undefined && { outputId }),
        ...(rating !== undefined && { rating }),
      },
    })
    if (count > 0)
      await recordEvent(tx, { accountId, type: 'batch.changed', subjectId: id, now: clock.now() })
    return { changed: count }
  })
}

async function requireOutput(db: Deps['db'], itemIds: readonly string[], outputId: string): Promise<void> {
  const [itemId] = itemIds
  const isTheirs =
    itemIds.length === 1 &&
    (await db.batchItem.count({
      where: {
        id: itemId as string,
        generation: { outputs: { some: { id: outputId, status: 'succeeded' } } },
      },
    })) === 1
  if (!isTheirs) throw new DomainError('invalid_input', 'An output can only be chosen for its own item.')
}
