import type { ReviewedView } from '@studio/core/batches'
import { DomainError } from '@studio/core/kernel'
import { inTransaction, type Prisma, type Review, recordEvent } from '@studio/db'
import { type Actor, type Deps, requireAccount } from '../kernel/index.ts'
import { type ItemChoice, whereChosen } from './choose-items.ts'
import { findBatch } from './find-batch.ts'

/** What a person decided about items. */
export type Decision = ItemChoice & {
  id: string
  review?: Review | undefined
  outputId?: string | undefined
  rating?: number | null | undefined
}

/**
 * Keeps what a person decided about items that have a picture. Answers how many that were, and how they were before.
 * @throws DomainError `not_found`; `invalid_input` for an output that is not the item's
 */
export async function reviewItems(
  actor: Actor,
  { id, review, outputId, rating, ...choice }: Decision,
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
): Promise<ReviewedView> {
  const accountId = requireAccount(actor, 'generations:write')
  await findBatch(db, accountId, id)
  const chosen = whereChosen(id, choice) ?? { batchId: id, id: { in: [] } }
  if (outputId !== undefined) await requireOutput(db, chosen, outputId)
  return inTransaction(db, async (tx) => {
    const where = { ...chosen, status: 'succeeded' as const }
    const found = await tx.batchItem.findMany({
      where,
      select: { position: true, review: true, rating: true },
      orderBy: { position: 'asc' },
    })
    await tx.batchItem.updateMany({
      where,
      data: {
        ...(review && { review }),
        ...(outputId !== undefined && { outputId }),
        ...(rating !== undefined && { rating }),
      },
    })
    if (found.length > 0)
      await recordEvent(tx, { accountId, type: 'batch.changed', subjectId: id, now: clock.now() })
    const alike = Map.groupBy(found, ({ review: was, rating: stars }) => `${was} ${stars}`)
    const before = [...alike.values()].map((items) => ({
      ...{ review: items[0]?.review ?? 'open', rating: items[0]?.rating ?? null },
      positions: items.map(({ position }) => position),
    }))
    return { changed: found.length, before }
  })
}

async function requireOutput(
  db: Deps['db'],
  chosen: Prisma.BatchItemWhereInput,
  outputId: string,
): Promise<void> {
  const [items, theirs] = await Promise.all([
    db.batchItem.count({ where: chosen }),
    db.batchItem.count({
      where: { ...chosen, generation: { outputs: { some: { id: outputId, status: 'succeeded' } } } },
    }),
  ])
  if (items !== 1 || theirs !== 1)
    throw new DomainError('invalid_input', 'An output can only be chosen for its own item.')
}
