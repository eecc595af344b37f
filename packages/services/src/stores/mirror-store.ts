import { newId } from '@studio/core/kernel'
import type { ProductState } from '@studio/core/stores'
import { inTransaction, recordEvent, type Store, type Transaction } from '@studio/db'
import { type StoreConnector, StoreFailure } from '@studio/integrations/store-connector'
import { type Actor, requireSystem } from '../kernel/index.ts'
import { holdStore } from './hold-store.ts'
import { judgeFailure } from './judge-failure.ts'
import { lockOut } from './lock-out.ts'
import { openStore, type StoreDeps } from './open-store.ts'
import { saveProducts } from './save-products.ts'
import { type WatchDeps, watchStore } from './watch-store.ts'

/** Products that are written at once. */
const BATCH = 50

/** How often people who look on are told that there are more, at the most. */
const TOLD_EVERY_MS = 2000

type MirrorDeps = StoreDeps & WatchDeps

/**
 * One reading of a whole catalogue. A later one of the same store takes its place. Products that it finds for the first
 * time have ids after `after`.
 */
type Reading = { store: Store; run: number; startedAt: Date; after: string; signal: AbortSignal }

/**
 * Reads the whole catalogue of a store into the mirror, and removes what is no longer there. Safe to be interrupted
 * and to run twice at once: nothing is removed but by a reading that has seen all, and an older reading stops once
 * there is a newer one.
 * @throws StoreFailure when the store cannot be read now, so that the queue delivers the job again
 */
export async function mirrorStore(
  actor: Actor,
  { storeId, signal }: { storeId: string; signal: AbortSignal },
  deps: MirrorDeps,
): Promise<void> {
  requireSystem(actor)
  const reading = await beginReading(storeId, signal, deps)
  if (!reading) return
  const connector = openStore(reading.store, deps)
  try {
    // Before it is read: what changes from now on is told.
    await watchStore(reading.store, signal, deps)
    const isWhole = await writeCatalogue(reading, connector, deps)
    if (isWhole && (await removeUnseen(reading, connector, deps))) await finishReading(reading, deps)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof StoreFailure)) throw error
    await noteFailure(reading, error, connector.usedVersion, deps)
  }
}

async function beginReading(
  id: string,
  signal: AbortSignal,
  { db, clock }: MirrorDeps,
): Promise<Reading | null> {
  const startedAt = clock.now()
  const [store] = await db.store.updateManyAndReturn({
    where: { id, status: 'connected' },
    data: { mirrorStatus: 'running', mirrorRun: { increment: 1 } },
  })
  const after = newId('product', startedAt)
  return store ? { store, run: store.mirrorRun, startedAt, after, signal } : null
}

/** False when the reading was overtaken before it had seen all. */
async function writeCatalogue(
  reading: Reading,
  connector: StoreConnector,
  deps: MirrorDeps,
): Promise<boolean> {
  const { store, run, startedAt, signal } = reading
  let toldAtMs = 0
  const write = (batch: readonly ProductState[]) =>
    inTransaction(deps.db, async (tx) => {
      if (!(await holdStore(tx, { id: store.id, run }))) return false
      // Products are read at some time after the start: what was read on its own meanwhile is newer for sure.
      await saveProducts(tx, store, batch, { readAt: startedAt, run })
      const now = deps.clock.now()
      if (now.getTime() - toldAtMs < TOLD_EVERY_MS) return true
      toldAtMs = now.getTime()
      await tell(tx, store, 'store.changed', now)
      return true
    })
  let batch: ProductState[] = []
  for await (const state of connector.readCatalogue(signal)) {
    batch.push(state)
    if (batch.length < BATCH) continue
    if (!(await write(batch))) return false
    batch = []
  }
  return write(batch)
}

/**
 * Looks for each product that was not in the catalogue, and forgets it when it is gone: in a catalogue that changes
 * while it is read page by page, a product can slip from a page that is yet to come into one that was.
 */
async function removeUnseen(reading: Reading, connector: StoreConnector, deps: MirrorDeps): Promise<boolean> {
  const { store, run, signal } = reading
  const isUnseen = { storeId: store.id, mirrorRun: { lt: run } }
  for (;;) {
    const readAt = deps.clock.now()
    const unseen: { id: string; foreignId: string }[] = await deps.db.product.findMany({
      where: isUnseen,
      select: { id: true, foreignId: true },
      orderBy: { id: 'asc' },
      take: BATCH,
    })
    if (unseen.length === 0) return true
    const found: ProductState[] = []
    for (const { foreignId } of unseen) {
      const state = await connector.readProduct(foreignId, signal)
      if (state) found.push(state)
    }
    const kept = found.map(({ foreignId }) => foreignId)
    const gone = unseen.filter(({ foreignId }) => !kept.includes(foreignId)).map(({ id }) => id)
    const goesOn = await inTransaction(deps.db, async (tx) => {
      if (!(await holdStore(tx, { id: store.id, run }))) return false
      await saveProducts(tx, store, found, { readAt, run })
      await tx.product.updateMany({
        where: { ...isUnseen, foreignId: { in: kept } },
        data: { mirrorRun: run },
      })
      await tx.product.deleteMany({ where: { ...isUnseen, id: { in: gone } } })
      return true
    })
    if (!goesOn) return false
  }
}

async function finishReading({ store, run }: Reading, { db, clock }: MirrorDeps): Promise<void> {
  const now = clock.now()
  await inTransaction(db, async (tx) => {
    const { count } = await tx.store.updateMany({
      where: { id: store.id, mirrorRun: run, status: 'connected' },
      data: { mirrorStatus: 'ready', mirroredAt: now, problem: null },
    })
    if (count) await tell(tx, store, 'store.mirrored', now)
  })
}

/**
 * Writes down why a store could not be read. Of one without end nothing stays that was not there before.
 * @throws StoreFailure one that passes by itself
 */
async function noteFailure(
  { store, run, after }: Reading,
  failure: StoreFailure,
  version: number,
  deps: MirrorDeps,
): Promise<void> {
  const { db, clock, logger } = deps
  const { problem, passes, isShut } = judgeFailure(failure)
  logger.warn({ storeId: store.id, code: failure.code, diagnosis: failure.diagnosis }, 'store not mirrored')
  if (isShut && !(await lockOut(store, problem, deps, { version }))) throw failure
  await inTransaction(db, async (tx) => {
    const status = isShut ? 'locked_out' : 'connected'
    const { count } = await tx.store.updateMany({
      where: { id: store.id, mirrorRun: run, status },
      data: { mirrorStatus: passes ? 'waiting' : 'failed', problem },
    })
    if (count === 0) return
    if (problem === 'too_large')
      await tx.product.deleteMany({ where: { storeId: store.id, mirrorRun: run, id: { gt: after } } })
    await tell(tx, store, 'store.changed', clock.now())
  })
  if (passes) throw failure
}

function tell(
  tx: Transaction,
  { id, accountId }: Store,
  type: 'store.changed' | 'store.mirrored',
  now: Date,
): Promise<void> {
  return recordEvent(tx, { accountId, type, subjectId: id, now })
}
