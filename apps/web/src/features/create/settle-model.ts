import type { CutOutVerdict } from '@studio/core/analyses'
import type { ModelView, Task } from '@studio/core/models'
import type { Draft } from './draft.ts'

/** The studio on this installation, which costs nothing and keeps the product's own pixels. */
export function isLocal(model: ModelView): boolean {
  return model.provider === 'local'
}

/**
 * The models that can do one of the tasks, usable or not: best first. The local studio leads where the product is
 * sure to be cut out, and comes last where it is sure not to be.
 */
export function modelsFor(
  tasks: readonly Task[],
  models: readonly ModelView[],
  verdict: CutOutVerdict | null,
): ModelView[] {
  const rankOf = (model: ModelView) => {
    if (isLocal(model) && verdict === 'sure') return -1
    if (isLocal(model) && verdict === 'unsuitable') return tasks.length
    return tasks.findIndex((task) => model.tasks.includes(task))
  }
  return models
    .filter((model) => tasks.some((task) => model.tasks.includes(task)))
    .map((model) => ({ model, rank: rankOf(model) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ model }) => model)
}

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
