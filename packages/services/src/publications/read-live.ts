import type { ProductState } from '@studio/core/stores'
import type { Transaction } from '@studio/db'
import { type StoreConnector, StoreFailure } from '@studio/integrations/store-connector'
import type { Deps } from '../kernel/index.ts'
import {
  judgeFailure,
  lockOut,
  type OpenedStore,
  saveProduct,
  toDomainError,
  toStorableJson,
} from '../stores/index.ts'

/** Reads a product in the store, in a form that the database keeps; null when it is gone. @throws StoreFailure */
export async function readLive(
  connector: StoreConnector,
  foreignId: string,
  signal: AbortSignal,
): Promise<ProductState | null> {
  const state = await connector.readProduct(foreignId, signal)
  // What is compared later must be what was kept, down to the character.
  return state && (JSON.parse(toStorableJson(state)) as ProductState)
}

/** Writes what was read into the mirror: the product as it is, or that there is none. Answers its id there. */
export async function mirror(
  tx: Transaction,
  store: OpenedStore,
  foreignId: string,
  { live, readAt }: { live: ProductState | null; readAt: Date },
): Promise<string | null> {
  const { id: storeId } = store
  if (!live) {
    await tx.product.deleteMany({ where: { storeId, foreignId, readAt: { lte: readAt } } })
    return null
  }
  const saved = await saveProduct(tx, store, live, { readAt })
  if (saved) return saved
  const newer = await tx.product.findFirst({ where: { storeId, foreignId }, select: { id: true } })
  return newer?.id ?? null
}

/**
 * What a person is told who waits for the store's answer. A store that shuts us out is written down as such; `version` is
 * that of the credentials that it was asked with.
 */
export async function toAnswer(
  error: unknown,
  store: OpenedStore,
  version: number,
  deps: Pick<Deps, 'db' | 'clock' | 'logger'>,
): Promise<unknown> {
  if (!(error instanceof StoreFailure)) return error
  const { problem, isShut } = judgeFailure(error)
  deps.logger.warn({ storeId: store.id, code: error.code, diagnosis: error.diagnosis }, 'nothing was planned')
  const isOpenAgain = isShut && !(await lockOut(store, problem, deps, { version }))
  return toDomainError(isOpenAgain ? new StoreFailure('busy', 'connected again meanwhile') : error)
}
