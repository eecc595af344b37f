import type { ItemFilter } from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'
import { client } from '../../lib/trpc.ts'

/** Reads which places of a batch a filter shows, as they are now. */
export async function readPositions(id: Id<'batch'>, filter: ItemFilter): Promise<number[]> {
  return (await client.batches.positions.query({ id, filter })).positions
}
