import { randomUUID } from 'node:crypto'
import { inTransaction, type Store, type Transaction } from '@studio/db'
import type { Deps } from '../kernel/index.ts'
import { type OpenConnection, openStore, type StoreDeps } from '../stores/index.ts'

/** What making publications needs. */
export type PublishDeps = StoreDeps & Pick<Deps, 'queue' | 'store' | 'pictures' | 'logger'>

/** How long a store is one worker's, from the last sign of life. */
const LEASE_MS = 30_000

/** How often a worker that is busy with a long call gives a sign of life. */
const RENEW_MS = 10_000

/** A store that is no worker's. */
export const FREE = { publishClaim: null, publishUntil: null } as const

/** The time in which one worker, and no other, publishes to a store. */
export type Shift = {
  store: Store
  connector: OpenConnection
  /** Aborted when the job must end, and when the store is another worker's. */
  signal: AbortSignal
  deps: PublishDeps
  /**
   * Writes in one transaction, in which the store is still this worker's, and stays so for a full lease.
   * @throws ShiftOver when it is not any more: nothing was written
   */
  write<Result>(work: (tx: Transaction, now: Date) => Promise<Result>): Promise<Result>
}

/** Another worker has the store by now, or it was disconnected: what this one does is of no account any more. */
export class ShiftOver extends Error {
  override readonly name = 'ShiftOver'
}

/**
 * Takes a connected store for one worker, and does its work there. Answers null once that is done; else until when
 * another worker has the store.
 */
export async function withShift(
  storeId: string,
  signal: AbortSignal,
  work: (shift: Shift) => Promise<void>,
  deps: PublishDeps,
): Promise<{ busyUntil: Date | null }> {
  const { db, clock } = deps
  const claim = randomUUID()
  const inLease = () => new Date(clock.now().getTime() + LEASE_MS)
  const [store] = await db.store.updateManyAndReturn({
    where: {
      id: storeId,
      status: 'connected',
      OR: [{ publishClaim: null }, { publishUntil: null }, { publishUntil: { lte: clock.now() } }],
    },
    data: { publishClaim: claim, publishUntil: inLease() },
  })
  if (!store) return { busyUntil: await readBusyUntil(storeId, deps) }
  const over = new AbortController()
  const mine = { id: storeId, publishClaim: claim }
  const renew = async () => {
    const { count } = await db.store.updateMany({ where: mine, data: { publishUntil: inLease() } })
    if (count === 0) over.abort(new ShiftOver())
  }
  // A database that does not answer is met again at the next write.
  const renewing = setInterval(() => void renew().catch(() => {}), RENEW_MS)
  try {
    await work({
      ...{ store, connector: openStore(store, deps), deps },
      signal: AbortSignal.any([signal, over.signal]),
      write: (change) =>
        inTransaction(db, async (tx) => {
          const { count } = await tx.store.updateMany({ where: mine, data: { publishUntil: inLease() } })
          if (count === 0) throw new ShiftOver()
          return change(tx, clock.now())
        }),
    })
  } finally {
    clearInterval(renewing)
    await db.store.updateMany({ where: mine, data: FREE })
  }
  return { busyUntil: null }
}

/** Until when another worker has the store; null when nobody has it, because it is not connected. */
async function readBusyUntil(id: string, { db }: Pick<Deps, 'db'>): Promise<Date | null> {
  const select = { publishUntil: true }
  const store = await db.store.findFirst({ where: { id, status: 'connected' }, select })
  return store?.publishUntil ?? null
}
