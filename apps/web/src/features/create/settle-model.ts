import type { CutOutVerdict } from '@studio/core/analyses'
import type { ModelView } from '@studio/core/models'
import { isLocal } from '../models/offer-models.ts'
import type { Draft } from './draft.ts'

/**
 * The model that will make it: the one that was chosen, or what takes its place; else the local studio where it is
 * sure and nothing was chosen that it cannot follow (words, several pictures); else the one used last, the shot's own, the best that is there.
 */
export function settleModel(
  draft: Pick<Draft, 'modelId' | 'usualModelId' | 'words' | 'count'>,
  candidates: readonly ModelView[],
  known: readonly ModelView[],
  prefers: { modelId: string | null; verdict: CutOutVerdict | null },
): { model: ModelView | null; note?: string } {
  const usable = candidates.filter((model) => model.isAvailable)
  const find = (id: string | null | undefined) => usable.find((model) => model.id === id)
  const wished = known.find(({ id }) => id === draft.modelId)
  const chosen = find(wished?.id)
  if (chosen) return { model: chosen }

  const local = usable.find(isLocal)
  const isUntouched = draft.words.trim() === '' && draft.count === null
  const isLocalBest = local && prefers.verdict === 'sure' && isUntouched
  const model =
    find(wished?.replacementId) ??
    (isLocalBest ? local : undefined) ??
    find(draft.usualModelId) ??
    find(prefers.modelId) ??
    usable[0] ??
    null
  return wished && model && candidates.includes(wished)
    ? { model, note: insteadOf(wished, model) }
    : { model }
}

function insteadOf(wished: ModelView, model: ModelView): string {
  return wished.isServed
    ? `${wished.name} is not set up here; ${model.name} takes its place.`
    : `${wished.name} is retired; ${model.name} takes its place.`
}
