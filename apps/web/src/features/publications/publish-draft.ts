import type { Id } from '@studio/core/kernel'
import type { Change } from '@studio/core/publications'

/** Where a picture goes: to the front, to the end, or into the place of one that is there. */
export type Place = 'first' | 'end' | 'replace'

/** One picture that is to be published, with what has been chosen for it so far. */
export type PublishRow = {
  assetId: Id<'asset'>
  productId: Id<'product'> | null
  place: Place
  /** The store's id of the picture that goes; only where the place is `replace`. */
  replaces: string | null
  alt: string
}

type ProductChanges = { productId: Id<'product'>; changes: Change[] }

/** What to change about which product; several pictures for the front keep the order of the rows. */
export function changesOf(rows: readonly PublishRow[]): ProductChanges[] {
  const products = new Map<Id<'product'>, Change[]>()
  for (const row of rows) {
    if (row.productId === null) continue
    const changes = products.get(row.productId) ?? []
    products.set(row.productId, [...changes, changeOf(row, changes)])
  }
  return [...products].map(([productId, changes]) => ({ productId, changes }))
}

function changeOf({ assetId, place, replaces, alt }: PublishRow, before: readonly Change[]): Change {
  const words = { assetId, alt: alt.trim() }
  if (place === 'replace' && replaces !== null) return { op: 'replace', mediaId: replaces, ...words }
  if (place !== 'first') return { op: 'add', ...words }
  const firsts = before.filter((change) => change.op === 'add' && change.position !== undefined)
  return { op: 'add', position: firsts.length, ...words }
}

/** Why nothing can be planned yet, in a sentence; null when nothing is missing. */
export function missingOf(rows: readonly PublishRow[]): string | null {
  if (rows.length === 0) return 'Choose pictures in the library first.'
  const homeless = rows.filter(({ productId }) => productId === null).length
  if (homeless > 0)
    return homeless === 1 ? 'One picture has no product yet.' : `${homeless} pictures have no product yet.`
  if (rows.some(({ place, replaces }) => place === 'replace' && replaces === null))
    return 'Say which picture is to be replaced.'
  const replaced = rows.flatMap(({ place, replaces, productId }) =>
    place === 'replace' ? [`${productId} ${replaces}`] : [],
  )
  if (new Set(replaced).size < replaced.length)
    return 'Two pictures replace the same one. Choose another place for one of them.'
  return null
}
