import type { CutOutVerdict } from '@studio/core/analyses'
import type { ModelView, Task } from '@studio/core/models'

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
