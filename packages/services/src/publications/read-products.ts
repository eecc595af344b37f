import { DomainError, notFound } from '@studio/core/kernel'
import { PUBLICATION_FAILURES } from '@studio/core/publications'
import type { ProductState } from '@studio/core/stores'
import { inTransaction, type Store } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { holdStore, openStore, type StoreDeps, stateOf } from '../stores/index.ts'
import { mirror, readLive, toAnswer } from './read-live.ts'

/** A product to plan for, as it is or was when it was last read. */
export type ReadProduct = { id: string; state: ProductState }

/** As many products are read in the store before they are planned for; with more, the mirror has to do. */
const READ_LIVE = 5

/** How long a person waits for the store, in milliseconds. */
const READ_MS = 20_000

/**
 * Reads mirrored products to be planned for. A few are read in the store itself, so that their plan begins with what is
 * there; of many the mirror is believed, and what has changed since is found out before anything is written.
 * @throws DomainError `not_found`; `store_changed` when one is gone; what a store that cannot be read is told as
 */
export async function readProducts(
  store: Store,
  productIds: readonly string[],
  deps: StoreDeps & Pick<Deps, 'logger'>,
): Promise<Map<string, ReadProduct>> {
  const rows = await deps.db.product.findMany({ where: { id: { in: [...productIds] }, storeId: store.id } })
  if (rows.length < new Set(productIds).size) throw notFound('product')
  if (rows.length > READ_LIVE)
    return new Map(rows.map((row) => [row.id, { id: row.id, state: stateOf(row) }]))
  const states = await Promise.all(
    rows.map(async ({ id, foreignId }) => [id, await readOne(store, foreignId, deps)] as const),
  )
  return new Map(states.map(([id, state]) => [id, { id, state }]))
}

/** Reads one product in the store, and mirrors it. @throws DomainError as `readProducts` */
export async function readOne(
  store: Store,
  foreignId: string,
  deps: StoreDeps & Pick<Deps, 'logger'>,
): Promise<ProductState> {
  const readAt = deps.clock.now()
  const connector = openStore(store, deps)
  try {
    const live = await readLive(connector, foreignId, AbortSignal.timeout(READ_MS))
    await inTransaction(deps.db, async (tx) => {
      // Of a store that was disconnected meanwhile nothing is mirrored.
      if (await holdStore(tx, store)) await mirror(tx, store, foreignId, { live, readAt })
    })
    if (live) return live
  } catch (error) {
    throw await toAnswer(error, store, connector.usedVersion, deps)
  }
  throw new DomainError('store_changed', PUBLICATION_FAILURES.product_gone)
}
