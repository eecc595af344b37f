import {
  keyOf,
  markerOf,
  type Progress,
  type PublicationFailure,
  planSteps,
  targetOfRevert,
} from '@studio/core/publications'
import type { ProductState } from '@studio/core/stores'
import type { Publication } from '@studio/db'
import { type Ending, endPublication } from './end-publication.ts'
import { readLive } from './read-live.ts'
import { progressOf, recordOf, toJson } from './record.ts'
import type { Shift } from './shift.ts'
import { takeStep } from './take-step.ts'

/**
 * Looks what is left of the steps that were taken, and takes one of it back; once nothing is left, the publication ends
 * without effect.
 */
export async function goBack(row: Publication, shift: Shift): Promise<Publication> {
  const { connector, signal, write, deps } = shift
  const readAt = deps.clock.now()
  const live = await readLive(connector, row.foreignId, signal)
  if (!live) await deleteBrought(row, shift)
  const step = live && nextStepBack(withFoundByName(row, live), live, connector.limits.mediaPerProduct)
  if (!step) return endPublication(row, shift, endingOf(row), { live, readAt })
  const brought = await takeStep(step, row, shift)
  const all = toJson({ ...progressOf(row).brought, ...brought })
  return write((tx) => tx.publication.update({ where: { id: row.id }, data: { brought: all, attempt: 0 } }))
}

/** Why it went back is why it ends. */
function endingOf(row: Publication): Ending {
  const failureCode = row.failureCode as PublicationFailure | null
  if (failureCode) return { status: 'failed', failureCode }
  return { status: 'conflict', conflicts: recordOf(row).conflicts ?? [] }
}

function nextStepBack(progress: Progress, live: ProductState, mediaPerProduct: number) {
  const target = targetOfRevert(progress, live)
  const wasThere = new Set(progress.start.media.map(({ foreignId }) => foreignId))
  const [step] = planSteps(live, target, { mediaPerProduct, addedByUs: filesOf(progress, wasThere) })
  return step
}

/** The files that this publication itself has put into the store. */
function filesOf({ brought }: Progress, wasThere: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    Object.entries(brought)
      .filter(([key, id]) => key !== keyOf({ from: 'snapshot', mediaId: id }) && !wasThere.has(id))
      .map(([, id]) => id),
  )
}

/** A picture whose step was taken by a worker that was killed before it wrote that down: its file has our name. */
function withFoundByName(row: Publication, live: ProductState): Progress {
  const progress = progressOf(row)
  const next = progress.steps[row.stepsDone]
  if (next?.kind !== 'bring' || keyOf(next.ref) in progress.brought) return progress
  const marker = markerOf(row.id, next.ref)
  const found = live.media.find(({ url }) => url?.includes(marker))
  if (!found) return progress
  return { ...progress, brought: { ...progress.brought, [keyOf(next.ref)]: found.foreignId } }
}

/** The product has gone with all that was on it; the files that were brought would stay behind. */
async function deleteBrought(row: Publication, { connector, signal }: Shift): Promise<void> {
  for (const mediaId of filesOf(progressOf(row), new Set())) await connector.deleteMedia(mediaId, signal)
}
