import type { BatchRequest } from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'

/** What has been chosen of a batch so far. */
export type BatchDraft = {
  name: string
  assetIds: Id<'asset'>[]
  productIds: Id<'product'>[]
  rows: BatchRequest['sources']['rows']
  shots: ShotChoice[]
  /** Null: it goes on whatever fails. */
  stopLossPercent: number | null
}

/** One kind of picture that is wanted of every source. */
export type ShotChoice = { shotId: string; count: number }

/** Nothing chosen yet. */
export const EMPTY_DRAFT: BatchDraft = {
  name: '',
  assetIds: [],
  productIds: [],
  rows: [],
  shots: [],
  stopLossPercent: 20,
}

/** How many sources have been chosen. */
export function sourceCount({ assetIds, productIds, rows }: BatchDraft): number {
  return assetIds.length + productIds.length + rows.length
}

/** How many pictures it asks for at most: every shot of every source. */
export function pictureCount(draft: BatchDraft): number {
  return sourceCount(draft) * draft.shots.reduce((sum, { count }) => sum + count, 0)
}

/** The request that a draft amounts to; null while something is missing. */
export function toRequest(draft: BatchDraft): BatchRequest | null {
  if (sourceCount(draft) === 0 || draft.shots.length === 0) return null
  const { name, assetIds, productIds, rows, shots, stopLossPercent } = draft
  return {
    name,
    sources: { assetIds, productIds, rows },
    work: shots,
    ...(stopLossPercent !== null && { stopLossPercent }),
  }
}

/** A draft as it was kept, or the settings of an earlier batch; what is not understood is left out. */
export function fromKept(name: string, kept: Record<string, unknown>): BatchDraft {
  const sources = (kept.sources ?? {}) as Partial<BatchRequest['sources']>
  const works = (Array.isArray(kept.work) ? kept.work : []) as { shotId?: string; count?: number }[]
  return {
    name,
    assetIds: sources.assetIds ?? [],
    productIds: sources.productIds ?? [],
    rows: sources.rows ?? [],
    shots: works.flatMap(({ shotId, count }) => (shotId ? [{ shotId, count: count ?? 1 }] : [])),
    stopLossPercent: typeof kept.stopLossPercent === 'number' ? kept.stopLossPercent : null,
  }
}

/** What is kept of a draft that is not whole yet. */
export function toKept({ assetIds, productIds, rows, shots, stopLossPercent }: BatchDraft) {
  return { sources: { assetIds, productIds, rows }, work: shots, stopLossPercent }
}
