import { inTransaction, recordEvent } from '@studio/db'
import { StoreFailure } from '@studio/integrations/store-connector'
import { type Actor, type Deps, requireSystem } from '../kernel/index.ts'
import { holdStore } from './hold-store.ts'
import { judgeFailure } from './judge-failure.ts'
import { lockOut } from './lock-out.ts'
import { openStore, type StoreDeps } from './open-store.ts'
import { saveProduct } from './save-products.ts'

/** Which product of a store, by the store's own id. */
export type ProductRefresh = { storeId: string; foreignId: string; signal: AbortSignal }

/**
 * Reads one product again, and forgets it when it is gone. In whatever order several of these end, the mirror keeps what
 * the store said last.
 * @throws StoreFailure when the store cannot be read now, so that the queue delivers the job again
 */
export async function refreshProduct(
  actor: Actor,
  { storeId, foreignId, signal }: ProductRefresh,
  deps: StoreDeps & Pick<Deps, 'logger'>,
): Promise<void> {
  requireSystem(actor)
  const { db, clock, logger } = deps
  const store = await db.store.findFirst({ where: { id: storeId, status: 'connected' } })
  if (!store) return
  const { accountId } = store
  const readAt = clock.now()
  const connector = openStore(store, deps)
  try {
    const state = await connector.readProduct(foreignId, signal)
    await inTransaction(db, async (tx) => {
      if (!(await holdStore(tx, store))) return
      if (state) {
        const subjectId = await saveProduct(tx, store, state, { readAt })
        if (!subjectId) return
        return recordEvent(tx, { accountId, type: 'product.changed', subjectId, now: clock.now() })
      }
      const { count } = await tx.product.deleteMany({
        where: { storeId, foreignId, readAt: { lte: readAt } },
      })
      if (count)
        await recordEvent(tx, { accountId, type: 'store.changed', subjectId: storeId, now: clock.now() })
    })
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof StoreFailure)) throw error
    const { problem, passes, isShut } = judgeFailure(error)
    if (passes) throw error
    logger.warn({ storeId, code: error.code, diagnosis: error.diagnosis }, 'product not refreshed')
    const version = connector.usedVersion
    if (isShut && !(await lockOut(store, problem, deps, { version }))) throw error
  }
}
