import type { Id } from '@studio/core/kernel'
import type { BatchDraft, ShotChoice } from './batch-draft.ts'

/** A source by its place: photos of the library first, then products, then addresses. */
export type SourceAt =
  | { kind: 'asset'; id: Id<'asset'> }
  | { kind: 'product'; id: Id<'product'> }
  | { kind: 'row'; row: BatchDraft['rows'][number] }

/** Which product is of which type, as far as it is known. */
export type TypeOf = ReadonlyMap<string, string>

/** What one kind of picture of one source costs, in credits; in the order of the shots. */
export type ColumnPrices = readonly number[]

/** The sources of a page of the matrix. */
export function sourcesAt(draft: BatchDraft, from: number, count: number): SourceAt[] {
  const { assetIds, productIds, rows } = draft
  const places = Array.from({ length: count }, (_, index) => from + index)
  return places.flatMap((place): SourceAt[] => {
    const asset = assetIds[place]
    if (asset) return [{ kind: 'asset', id: asset }]
    const product = productIds[place - assetIds.length]
    if (product) return [{ kind: 'product', id: product }]
    const row = rows[place - assetIds.length - productIds.length]
    return row ? [{ kind: 'row', row }] : []
  })
}

/** Whether a kind of picture is made of a source: of products of its types, or of everything. */
export function isMade(
  { productTypes }: Pick<ShotChoice, 'productTypes'>,
  source: SourceAt,
  types: TypeOf,
): boolean {
  if (productTypes === null) return true
  const type = source.kind === 'product' ? types.get(source.id) : undefined
  return type !== undefined && productTypes.includes(type)
}

/** How many sources each kind of picture is made of, in the order of the shots. */
export function countItems(draft: BatchDraft, types: TypeOf): number[] {
  const { assetIds, productIds, rows } = draft
  return draft.shots.map((shot) => {
    if (shot.productTypes === null) return assetIds.length + productIds.length + rows.length
    return productIds.filter((id) => isMade(shot, { kind: 'product', id }, types)).length
  })
}

/** How far the credits go: whole sources from the first on, and how many items those are. */
export function fitCredits(
  draft: BatchDraft,
  types: TypeOf,
  prices: ColumnPrices,
  available: number,
): { sources: number; items: number } {
  const total = draft.assetIds.length + draft.productIds.length + draft.rows.length
  let [left, items] = [available, 0]
  for (let place = 0; place < total; place++) {
    const [source] = sourcesAt(draft, place, 1)
    const made = draft.shots.map((shot) => source !== undefined && isMade(shot, source, types))
    const cost = made.reduce((sum, is, index) => sum + (is ? (prices[index] ?? 0) : 0), 0)
    if (cost > left) return { sources: place, items }
    left -= cost
    items += made.filter(Boolean).length
  }
  return { sources: total, items }
}
