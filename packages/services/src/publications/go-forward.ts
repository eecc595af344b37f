import { type Conflict, findForeignChanges, type PublicationFailure } from '@studio/core/publications'
import type { ProductState } from '@studio/core/stores'
import { type Publication, recordEvent } from '@studio/db'
import { StoreFailure } from '@studio/integrations/store-connector'
import { finishPublication } from './finish-publication.ts'
import { readLive } from './read-live.ts'
import { progressOf, toJson } from './record.ts'
import type { Shift } from './shift.ts'
import { takeStep } from './take-step.ts'

/** A store may show a moment later what was done: it is looked this often again before somebody else has changed it. */
const LOOKS = 3

/**
 * Looks where the product stands, takes the next step and writes that down; after the last one it finishes. It is all the
 * same whether this worker took the steps before, or one that was killed.
 */
export async function goForward(row: Publication, shift: Shift): Promise<Publication> {
  const progress = progressOf(row)
  const next = progress.steps[row.stepsDone]
  const readAt = shift.deps.clock.now()
  const live = await readLive(shift.connector, row.foreignId, shift.signal)
  if (!live) return turnBack(row, shift, { failureCode: 'product_gone' })
  const conflicts = findForeignChanges(progress, live)
  if (conflicts.length > 0) {
    if (row.attempt < LOOKS) throw new StoreFailure('busy', 'not as expected yet')
    // After the last step nobody can tell whether the store did not do it, or somebody has changed it.
    return turnBack(row, shift, next ? { conflicts } : { conflicts, failureCode: 'not_as_planned' })
  }
  if (next?.kind !== 'bring') await requireReady(row, live, shift)
  if (!next) return finishPublication(row, shift, { live, readAt })
  return writeStep(row, await takeStep(next, row, shift), shift)
}

/** Before anything is taken off, what was brought in its place can be seen. @throws StoreFailure */
async function requireReady(
  row: Publication,
  live: ProductState,
  { connector, signal }: Shift,
): Promise<void> {
  const { brought } = progressOf(row)
  const ours = new Set(Object.values(brought))
  for (const { foreignId, url } of live.media) {
    if (url !== null || !ours.has(foreignId)) continue
    const readiness = await connector.checkMedia(row.foreignId, foreignId, signal)
    if (readiness.state === 'failed') throw new StoreFailure('media_refused', readiness.problem)
    if (readiness.state === 'processing') throw new StoreFailure('busy', 'a picture is being processed')
  }
}

async function writeStep(
  row: Publication,
  brought: Record<string, string>,
  { write }: Shift,
): Promise<Publication> {
  return write(async (tx, now) => {
    const { id, accountId } = row
    await recordEvent(tx, { accountId, type: 'publication.progressed', subjectId: id, now })
    const all = toJson({ ...progressOf(row).brought, ...brought })
    const data = { stepsDone: row.stepsDone + 1, brought: all, attempt: 0 }
    return tx.publication.update({ where: { id }, data })
  })
}

/** Why a publication cannot go on. */
export type Obstacle = { conflicts?: readonly Conflict[]; failureCode?: PublicationFailure }

/** From here on what was done is taken back. */
export async function turnBack(
  row: Publication,
  { write }: Shift,
  { conflicts, failureCode }: Obstacle,
): Promise<Publication> {
  return write(async (tx, now) => {
    const { id, accountId } = row
    await recordEvent(tx, { accountId, type: 'publication.progressed', subjectId: id, now })
    return tx.publication.update({
      where: { id },
      data: {
        ...{ status: 'reverting', attempt: 0, failureCode: failureCode ?? null },
        ...(conflicts && { conflicts: toJson(conflicts) }),
      },
    })
  })
}
