import type { BatchRequest, BatchWork } from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'
import type { Draft } from '../create/draft.ts'

/** What has been chosen of a batch so far. */
export type BatchDraft = {
  name: string
  assetIds: readonly Id<'asset'>[]
  /** SKUs of photos that are in the library under names which do not say them. */
  skus: Readonly<Record<Id<'asset'>, string>>
  productIds: readonly Id<'product'>[]
  rows: readonly BatchRequest['sources']['rows'][number][]
  shots: readonly ShotChoice[]
  /** Null: it goes on whatever fails. */
  stopLossPercent: number | null
}

/** The wishes that a kind of picture has in Create, where they are settled too. */
type Wishes = Pick<Draft, 'shotId' | 'words' | 'modelId' | 'aspectRatio' | 'imageSize' | 'count' | 'options'>

/** One kind of picture that is wanted of every source, or of products of some types. */
export type ShotChoice = Wishes & {
  /** Tells it from the same shot with other options. */
  key: string
  /** Null: of every source. */
  productTypes: readonly string[] | null
}

/** Nothing chosen yet. */
export const EMPTY_DRAFT: BatchDraft = {
  ...{ name: '', assetIds: [], skus: {}, productIds: [], rows: [], shots: [] },
  stopLossPercent: 20,
}

/** A kind of picture with nothing wished for beside; null for own words alone. */
export function chooseShot(shotId: string | null): ShotChoice {
  return {
    key: crypto.randomUUID(),
    ...{ shotId, words: '', modelId: null, aspectRatio: null, imageSize: null, count: null, options: {} },
    productTypes: null,
  }
}

/** How many sources have been chosen. */
export function sourceCount({ assetIds, productIds, rows }: BatchDraft): number {
  return assetIds.length + productIds.length + rows.length
}

/** A draft with more sources; each photo, product and address counts once. */
export function addSources(
  draft: BatchDraft,
  more: Partial<Pick<BatchDraft, 'assetIds' | 'skus' | 'productIds' | 'rows'>>,
): BatchDraft {
  const keyOf = ({ url, sku }: BatchDraft['rows'][number]) => `${url}\n${sku ?? ''}`
  const known = new Set(draft.rows.map(keyOf))
  return {
    ...draft,
    assetIds: [...new Set([...draft.assetIds, ...(more.assetIds ?? [])])],
    skus: { ...draft.skus, ...more.skus },
    productIds: [...new Set([...draft.productIds, ...(more.productIds ?? [])])],
    rows: [...draft.rows, ...(more.rows ?? []).filter((row) => !known.has(keyOf(row)))],
  }
}

/** The draft of the first so many sources, and that of the others. */
export function splitSources(draft: BatchDraft, first: number): [BatchDraft, BatchDraft] {
  const { assetIds, productIds, rows } = draft
  const products = Math.max(0, first - assetIds.length)
  const addresses = Math.max(0, products - productIds.length)
  return [
    {
      ...draft,
      assetIds: assetIds.slice(0, first),
      productIds: productIds.slice(0, products),
      rows: rows.slice(0, addresses),
    },
    {
      ...draft,
      assetIds: assetIds.slice(first),
      productIds: productIds.slice(products),
      rows: rows.slice(addresses),
    },
  ]
}

/** The request that a draft amounts to, with its shots settled; null while something is missing. */
export function toRequest(draft: BatchDraft, work: readonly BatchWork[]): BatchRequest | null {
  if (sourceCount(draft) === 0 || work.length === 0) return null
  const { name, assetIds, skus, productIds, rows, stopLossPercent } = draft
  const chosen = new Set<string>(assetIds)
  const named = Object.entries(skus).filter(([id]) => chosen.has(id))
  return {
    name,
    sources: {
      assetIds: [...assetIds],
      skus: Object.fromEntries(named),
      productIds: [...productIds],
      rows: [...rows],
    },
    work: [...work],
    ...(stopLossPercent !== null && { stopLossPercent }),
  }
}

/** What is kept of a draft: the wishes as they are, whether they can be met now or not. */
export function toKept({ assetIds, skus, productIds, rows, shots, stopLossPercent }: BatchDraft) {
  return { sources: { assetIds, skus, productIds, rows }, shots, stopLossPercent }
}

/** A draft as it was kept, or the settings of an earlier batch; what is not understood is left out. */
export function fromKept(name: string, kept: Record<string, unknown>): BatchDraft {
  const sources = (kept.sources ?? {}) as Partial<BatchRequest['sources']>
  return {
    name,
    assetIds: sources.assetIds ?? [],
    skus: sources.skus ?? {},
    productIds: sources.productIds ?? [],
    rows: sources.rows ?? [],
    shots: Array.isArray(kept.shots) ? (kept.shots as ShotChoice[]) : worksOf(kept.work).map(wishesOf),
    stopLossPercent: typeof kept.stopLossPercent === 'number' ? kept.stopLossPercent : null,
  }
}

function worksOf(work: unknown): Partial<BatchWork>[] {
  return Array.isArray(work) ? work : []
}

/** What somebody has to vouch for is asked again. */
function wishesOf(work: Partial<BatchWork>): ShotChoice {
  const { hasConsent: _consent, acceptUnsure: _accepted, ...options } = work.options ?? {}
  return {
    ...chooseShot(work.shotId ?? null),
    words: work.prompt ?? '',
    modelId: work.modelId ?? null,
    aspectRatio: work.aspectRatio ?? null,
    imageSize: work.imageSize ?? null,
    count: work.count ?? null,
    options,
    productTypes: work.productTypes ?? null,
  }
}
