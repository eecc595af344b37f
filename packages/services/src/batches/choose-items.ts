import type { Prisma } from '@studio/db'

/** Items that are meant, by their ids or by their places in the batch. */
export type ItemChoice = {
  itemIds?: readonly string[] | undefined
  positions?: readonly number[] | undefined
}

/** Where the chosen items of a batch are; null when none were named. */
export function whereChosen(
  batchId: string,
  { itemIds, positions }: ItemChoice,
): Prisma.BatchItemWhereInput | null {
  if (itemIds) return { batchId, id: { in: [...itemIds] } }
  if (positions) return { batchId, position: { in: [...positions] } }
  return null
}
