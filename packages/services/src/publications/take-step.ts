import { idOf, keyOf, type MediaRef, type Step } from '@studio/core/publications'
import type { Publication } from '@studio/db'
import { loadPicture } from './load-picture.ts'
import { recordOf } from './record.ts'
import type { Shift } from './shift.ts'

type Bring = Extract<Step, { kind: 'bring' }>

/**
 * Takes one step in the store. Safe to repeat. Answers the store's id of what it brought, under the key of its reference.
 * @throws StoreFailure, AssetGone
 */
export async function takeStep(step: Step, row: Publication, shift: Shift): Promise<Record<string, string>> {
  const { connector, signal } = shift
  const { brought } = recordOf(row)
  const id = (ref: MediaRef) => idOf(ref, brought)
  const productId = row.foreignId
  switch (step.kind) {
    case 'bring':
      return { [keyOf(step.ref)]: await bring(step, row, shift) }
    case 'alt':
      await connector.setAlt(productId, step.mediaId, step.alt, signal)
      break
    case 'link':
      await connector.linkVariant(productId, step.variantId, step.ref && id(step.ref), signal)
      break
    case 'order':
      await connector.reorder(productId, step.refs.map(id), signal)
      break
    case 'detach':
    case 'discard':
      await connector.detachMedia(productId, step.mediaId, signal)
      if (step.kind === 'discard') await connector.deleteMedia(step.mediaId, signal)
  }
  return {}
}

/** What was taken off comes back as the very file that it was, where that still is. */
async function bring({ ref, alt }: Bring, row: Publication, shift: Shift): Promise<string> {
  const { connector, signal } = shift
  if (ref.from === 'snapshot' && (await connector.attachMedia(row.foreignId, ref.mediaId, signal))) {
    await connector.setAlt(row.foreignId, ref.mediaId, alt, signal)
    return ref.mediaId
  }
  const picture = await loadPicture(ref, row, shift)
  const { foreignId } = await connector.addMedia(row.foreignId, { ...picture, alt }, signal)
  return foreignId
}
