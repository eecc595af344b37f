import { decideAfterTrouble, type Trouble } from '@studio/core/publications'
import { type Publication, recordEvent } from '@studio/db'
import { StoreFailure } from '@studio/integrations/store-connector'
import { judgeFailure, lockOut } from '../stores/index.ts'
import { endPublication } from './end-publication.ts'
import { turnBack } from './go-forward.ts'
import { AssetGone } from './load-picture.ts'
import { type Shift, ShiftOver } from './shift.ts'

/** What follows: the store is left until then, or until somebody lets us in again; or the publication goes on. */
export type AfterMet = { pause: Date | 'rest' } | { pause: null; row: Publication }

/**
 * Decides what becomes of a publication that met trouble, and writes it down.
 * @throws the error itself when this worker must stop
 */
export async function meetTrouble(error: unknown, row: Publication, shift: Shift): Promise<AfterMet> {
  const { store, signal, write, deps } = shift
  signal.throwIfAborted()
  if (error instanceof ShiftOver) throw error
  const trouble = troubleIn(error)
  const facts = { publicationId: row.id, storeId: store.id, code: trouble.code }
  if (error instanceof StoreFailure)
    deps.logger.warn({ ...facts, diagnosis: error.diagnosis }, 'a publication met trouble')
  else deps.logger.error({ ...facts, err: error }, 'a publication met trouble')

  const after = decideAfterTrouble(trouble, row)
  if (after.next === 'rest') {
    if (!(await isShut(error, shift))) return { pause: deps.clock.now() }
    await rest(row, shift)
    return { pause: 'rest' }
  }
  if (after.next === 'wait') {
    await write((tx) => tx.publication.update({ where: { id: row.id }, data: { attempt: { increment: 1 } } }))
    return { pause: new Date(deps.clock.now().getTime() + after.ms) }
  }
  const { failure: failureCode } = after
  return {
    pause: null,
    row:
      after.next === 'fail'
        ? await endPublication(row, shift, { status: 'failed', failureCode }, null)
        : await turnBack(row, shift, { failureCode }),
  }
}

function troubleIn(error: unknown): { code: Trouble; retryAfterMs?: number | undefined } {
  if (error instanceof StoreFailure) return { code: error.code, retryAfterMs: error.retryAfterMs }
  return { code: error instanceof AssetGone ? 'asset_gone' : 'internal' }
}

/** Writes down that the store lets us in no more; false when it was connected again meanwhile. */
async function isShut(error: unknown, { store, connector, deps }: Shift): Promise<boolean> {
  if (!(error instanceof StoreFailure)) return true
  return lockOut(store, judgeFailure(error).problem, deps, { version: connector.usedVersion })
}

/** What has not begun stays approved. */
async function rest(row: Publication, { write }: Shift): Promise<void> {
  if (row.status === 'queued') return
  await write(async (tx, now) => {
    const { id, accountId } = row
    await tx.publication.update({ where: { id }, data: { status: 'stuck', attempt: 0 } })
    await recordEvent(tx, { accountId, type: 'publication.stuck', subjectId: id, now })
  })
}
