import type { BatchItemView } from '@studio/core/batches'
import { type GenerationRow, viewGeneration } from '../generations/index.ts'

/** The outputs of an item's generation, with no more of each than its picture and how it stands. */
export function viewItemOutputs(generation: GenerationRow): BatchItemView['outputs'] {
  return viewGeneration(generation).outputs.map(({ id, status, asset, failure }) => ({
    id,
    status,
    asset,
    failure,
  }))
}
