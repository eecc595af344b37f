import {
  keyOf,
  type Progress,
  type PublicationFailure,
  planSteps,
  type Step,
  targetOfRevert,
} from '@studio/core/publications'
import type { ProductState } from '@studio/core/stores'
import type { Publication } from '@studio/db'
import { StoreFailure } from '@studio/integrations/store-connector'
import { type Ending, endPublication } from './end-publication.ts'
import { AssetGone, loadPicture, namesOf } from './load-picture.ts'
import { readLive } from './read-live.ts'
import { progressOf, recordOf, toJson } from './record.ts'
import type { Shift } from './shift.ts'
import { takeStep } from './take-step.ts'

/**
 * Looks what is left of the steps that were taken, and takes one of it back. Once nothing is left on the product, the files
 * that were brought go too, and the publication ends without effect.
 */
export async function goBack(row: Publication, shift: Shift): Promise<Publication> {
  const { connector, signal, deps } = shift
  const readAt = deps.clock.now()
  const live = await readLive(connector, row.foreignId, signal)
  const found = await findUnnoted(row, shift)
  if (found) return note(row, found, shift)
  const step = live && nextStepBack(progressOf(row), live, connector.limits.mediaPerProduct)
  if (step) {
    refuseRepetition(step, row, shift)
    return note(row, await takeStep(step, row, shift), shift)
  }
  for (const mediaId of filesOf(progressOf(row))) await connector.deleteMedia(mediaId, signal)
  return endPublication(row, shift, endingOf(row), { live, readAt })
}

/** The step that a worker has taken last on the way back. */
const lastSteps = new WeakMap<Shift, string>()

/**
 * A store that answers, and does not do it, is waited for as if it did not answer.
 * @throws StoreFailure `busy` for the same step once more
 */
function refuseRepetition(step: Step, { id }: Publication, shift: Shift): void {
  const taken = JSON.stringify([id, step])
  if (lastSteps.get(shift) === taken) throw new StoreFailure('busy', 'not taken back yet')
  lastSteps.set(shift, taken)
}

/** Why it went back is why it ends. */
function endingOf(row: Publication): Ending {
  const failureCode = row.failureCode as PublicationFailure | null
  if (failureCode) return { status: 'failed', failureCode }
  return { status: 'conflict', conflicts: recordOf(row).conflicts ?? [] }
}

/** Nothing is deleted on the way: what is deleted could not be put back. */
function nextStepBack(progress: Progress, live: ProductState, mediaPerProduct: number) {
  const target = targetOfRevert(progress, live)
  const [step] = planSteps(live, target, { mediaPerProduct, addedByUs: new Set() })
  return step
}

/** The files that the publication's own steps have put into the store; none that was there before. */
function filesOf({ start, steps, brought }: Progress): string[] {
  const wasThere = new Set(start.media.map(({ foreignId }) => foreignId))
  const keys = steps.flatMap((step) => (step.kind === 'bring' ? [keyOf(step.ref)] : []))
  return keys.flatMap((key) => {
    const mediaId = brought[key]
    const isNew = mediaId !== undefined && key !== keyOf({ from: 'snapshot', mediaId })
    return isNew && !wasThere.has(mediaId) ? [mediaId] : []
  })
}

/** A picture that a worker may have brought that was killed, or not answered, before it could write that down. */
async function findUnnoted(row: Publication, shift: Shift): Promise<Record<string, string> | null> {
  const { steps, brought } = progressOf(row)
  const next = steps[row.stepsDone]
  if (next?.kind !== 'bring' || keyOf(next.ref) in brought) return null
  const names = await loadPicture(next.ref, row, shift).then(
    (picture) => [picture],
    (error: unknown) => namesIfGone(error, next.ref, row),
  )
  for (const name of names) {
    const found = await shift.connector.findMedia(name, shift.signal)
    if (found) return { [keyOf(next.ref)]: found }
  }
  return null
}

/** What is no longer in the library may be in the store all the same. */
function namesIfGone(error: unknown, ref: Parameters<typeof namesOf>[0], row: Publication) {
  if (error instanceof AssetGone) return namesOf(ref, row)
  throw error
}

/** How often there was trouble is counted over the whole way back, so that it ends even if each try gets somewhere. */
function note(row: Publication, brought: Record<string, string>, { write }: Shift): Promise<Publication> {
  const all = toJson({ ...recordOf(row).brought, ...brought })
  return write((tx) => tx.publication.update({ where: { id: row.id }, data: { brought: all } }))
}
