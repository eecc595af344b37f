import type { Id } from '@studio/core/kernel'
import { inTransaction, type Publication } from '@studio/db'
import { type Actor, requireSystem } from '../kernel/index.ts'
import { finishLeaving } from '../stores/index.ts'
import { beginPublication } from './begin-publication.ts'
import { goBack } from './go-back.ts'
import { goForward, turnBack } from './go-forward.ts'
import { meetTrouble } from './meet-trouble.ts'
import { FREE, type PublishDeps, type Shift, ShiftOver, withShift } from './shift.ts'

/** One look at the product and what follows from it. Answers the row as it is then. @throws StoreFailure */
type Phase = (row: Publication, shift: Shift) => Promise<Publication>

/** What is done with a publication that has not come to rest. */
const PHASES: Partial<Record<Publication['status'], Phase>> = {
  queued: beginPublication,
  running: goForward,
  reverting: goBack,
  stuck: goOn,
}

/**
 * Makes the approved publications of a store, one after the other, the longest approved first; what was begun comes before
 * all others. In a store that is being left they are taken back instead, and then it is disconnected. Safe to be killed anywhere and to run twice at once: one worker at a time has the store.
 */
export async function publishStore(
  actor: Actor,
  { storeId, signal }: { storeId: Id<'store'>; signal: AbortSignal },
  deps: PublishDeps,
): Promise<void> {
  requireSystem(actor)
  let startAfter: Date | null = null
  try {
    const work = async (shift: Shift) => {
      startAfter = await workThrough(shift)
    }
    const { busyUntil } = await withShift(storeId, signal, work, deps)
    startAfter ??= busyUntil
  } catch (error) {
    if (!(error instanceof ShiftOver)) throw error
    startAfter = deps.clock.now()
  }
  if (!startAfter) return finishLeaving(storeId, deps)
  const later = { startAfter, unlessWaiting: true }
  await inTransaction(deps.db, (tx) => deps.queue.enqueue(tx, 'store.publish', { storeId }, later))
}

/** Answers when to come back; null when nothing is left to be done, or nothing can be done before people have acted. */
async function workThrough(shift: Shift): Promise<Date | null> {
  for (;;) {
    const row = await nextPublication(shift)
    if (!row) return null
    const pause = await takeTurn(row, shift)
    if (pause === 'rest') return null
    if (pause) return pause
  }
}

/** What is left to be made; nothing begins any more for an account that is being deleted. Where nothing is, the store is let go at once: whoever approves after that needs a job. */
async function nextPublication({ store: { id: storeId }, write }: Shift): Promise<Publication | null> {
  return write(async (tx) => {
    const order = { orderBy: [{ approvedAt: 'asc' as const }, { id: 'asc' as const }] }
    const begun = { status: { in: ['running' as const, 'reverting' as const, 'stuck' as const] } }
    const row =
      (await tx.publication.findFirst({ where: { storeId, ...begun }, ...order })) ??
      (await tx.publication.findFirst({
        where: { storeId, status: 'queued', store: { leavingSince: null }, account: { closedAt: null } },
        ...order,
      }))
    if (!row) await tx.store.update({ where: { id: storeId }, data: FREE })
    return row
  })
}

/** Goes on with a publication until it has come to rest (null), or has to wait. */
async function takeTurn(found: Publication, shift: Shift): Promise<Date | 'rest' | null> {
  for (let row = found; ; ) {
    try {
      const phase = PHASES[row.status]
      if (!phase) return null
      const isOnward = row.status === 'queued' || row.status === 'running'
      const isLeft = isOnward && (await isBeingLeft(row, shift))
      if (isLeft && row.status === 'queued') return null
      row = isLeft ? await turnBack(row, shift, { failureCode: 'taken_back' }) : await phase(row, shift)
    } catch (error) {
      const met = await meetTrouble(error, row, shift)
      if (met.pause) return met.pause
      row = met.row
    }
  }
}

/** Whether the store is to be disconnected as soon as nothing is half-way. */
async function isBeingLeft({ storeId }: Publication, { deps }: Shift): Promise<boolean> {
  const store = await deps.db.store.findUnique({ where: { id: storeId }, select: { leavingSince: true } })
  return store?.leavingSince != null
}

/** The store lets us in again. */
async function goOn(row: Publication, { write }: Shift): Promise<Publication> {
  const status = row.failureCode || row.conflicts ? 'reverting' : 'running'
  return write((tx) => tx.publication.update({ where: { id: row.id }, data: { status, attempt: 0 } }))
}
