import { type Brought, idOf, keyOf, type MediaRef, type Step } from '@studio/core/publications'
import type { NewMedia, StoreConnector } from '../port.ts'

/** What a step brings, and under which name. */
export type Source = (ref: Exclude<MediaRef, { from: 'store' }>) => Omit<NewMedia, 'alt'>

/**
 * Takes the steps of a plan through a connector, one after the other, and answers the ids of what was brought. What was
 * taken off is put back from the store's own file where that still is, and from kept bytes otherwise.
 */
export async function takeSteps(
  connector: StoreConnector,
  productId: string,
  steps: readonly Step[],
  source: Source,
  signal: AbortSignal,
): Promise<Brought> {
  const brought: Record<string, string> = {}
  const bring = async ({ ref, alt }: Extract<Step, { kind: 'bring' }>): Promise<string> => {
    const isBack = ref.from === 'snapshot' && (await connector.attachMedia(productId, ref.mediaId, signal))
    if (!isBack) return (await connector.addMedia(productId, { ...source(ref), alt }, signal)).foreignId
    await connector.setAlt(productId, ref.mediaId, alt, signal)
    return ref.mediaId
  }
  for (const step of steps) {
    switch (step.kind) {
      case 'bring':
        brought[keyOf(step.ref)] = await bring(step)
        break
      case 'alt':
        await connector.setAlt(productId, step.mediaId, step.alt, signal)
        break
      case 'link': {
        const mediaId = step.ref && idOf(step.ref, brought)
        await connector.linkVariant(productId, step.variantId, mediaId, signal)
        break
      }
      case 'order':
        await connector.reorder(
          productId,
          step.refs.map((ref) => idOf(ref, brought)),
          signal,
        )
        break
      case 'discard':
      case 'detach':
        await connector.detachMedia(productId, step.mediaId, signal)
        if (step.kind === 'discard') await connector.deleteMedia(step.mediaId, signal)
    }
  }
  return brought
}
