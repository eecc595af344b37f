import type { ProductState } from '../stores/index.ts'
import { afterSteps, type Brought } from './after-steps.ts'
import { type Conflict, type Expectation, findConflicts } from './conflicts.ts'
import type { Step } from './steps.ts'
import { keyOf } from './target.ts'

/** How far a publication is, as its row says. */
export type Progress = {
  /** The product as it was when the publication began. */
  start: ProductState
  steps: readonly Step[]
  /** How many of them are done for sure. The one after may have been done by a worker that could not say so any more. */
  stepsDone: number
  brought: Brought
}

/**
 * What is not as the steps have left it: somebody else was there. Empty when the product is as it is after the steps
 * that are done, or after one more.
 */
export function findForeignChanges(progress: Progress, live: ProductState | null): Conflict[] {
  const { start, steps, stepsDone, brought } = progress
  const expected = afterSteps(start, steps.slice(0, stepsDone), brought)
  const conflicts = findConflicts(expected, live)
  const next = steps[stepsDone]
  if (conflicts.length === 0 || !next || !live) return conflicts
  const isOneFurther = findConflicts(afterNext(expected, next, brought, live), live).length === 0
  return isOneFurther ? [] : conflicts
}

/** What the product is like after the next step. A picture whose id nobody wrote down is the one that was not there. */
function afterNext(expected: Expectation, step: Step, brought: Brought, live: ProductState): Expectation {
  if (step.kind !== 'bring') return afterSteps(expected, [step], brought)
  const known = new Set(expected.media.map(({ foreignId }) => foreignId))
  const [found, ...others] = live.media.filter(({ foreignId }) => !known.has(foreignId))
  if (!found || others.length > 0) return expected
  // It may not have got its words yet.
  return afterSteps(expected, [{ ...step, alt: found.alt }], {
    ...brought,
    [keyOf(step.ref)]: found.foreignId,
  })
}
