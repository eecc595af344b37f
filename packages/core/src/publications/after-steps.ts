import type { Expectation } from './conflicts.ts'
import type { Step } from './steps.ts'
import { keyOf, type MediaRef } from './target.ts'

/** The store's ids of what was brought, by the key of its reference. */
export type Brought = Readonly<Record<string, string>>

/**
 * How a product is to be expected once these steps are done: what a resumed publication finds if nobody came between,
 * and what is read back at the end. @throws Error for a step that names what was not brought
 */
export function afterSteps(state: Expectation, steps: readonly Step[], brought: Brought): Expectation {
  return steps.reduce((before, step) => afterStep(before, step, brought), state)
}

function afterStep({ media, variants }: Expectation, step: Step, brought: Brought): Expectation {
  const withVariants = (
    isTouched: (variant: Expectation['variants'][number]) => boolean,
    mediaId: string | null,
  ) => variants.map((variant) => (isTouched(variant) ? { ...variant, mediaId } : variant))
  switch (step.kind) {
    case 'bring': {
      const foreignId = idOf(step.ref, brought)
      if (media.some((other) => other.foreignId === foreignId)) return { media, variants }
      const added = {
        foreignId,
        kind: 'picture',
        alt: step.alt,
        url: null,
        widthPx: null,
        heightPx: null,
      } as const
      return { media: [...media, added], variants }
    }
    case 'alt':
      return {
        media: media.map((other) => (other.foreignId === step.mediaId ? { ...other, alt: step.alt } : other)),
        variants,
      }
    case 'link': {
      const mediaId = step.ref && idOf(step.ref, brought)
      return { media, variants: withVariants(({ foreignId }) => foreignId === step.variantId, mediaId) }
    }
    case 'order': {
      const order = step.refs.map((ref) => idOf(ref, brought))
      const rank = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length)
      return { media: media.toSorted((a, b) => rank(a.foreignId) - rank(b.foreignId)), variants }
    }
    case 'detach':
    case 'discard':
      return {
        media: media.filter(({ foreignId }) => foreignId !== step.mediaId),
        variants: withVariants(({ mediaId }) => mediaId === step.mediaId, null),
      }
  }
}

/** The store's id of a picture in a plan. @throws Error when it was not brought yet */
export function idOf(ref: MediaRef, brought: Brought): string {
  if (ref.from === 'store') return ref.mediaId
  const id = brought[keyOf(ref)]
  if (id === undefined) throw new Error(`${keyOf(ref)} was not brought yet`)
  return id
}
