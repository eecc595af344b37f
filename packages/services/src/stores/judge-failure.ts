import type { StoreFailureCode, StoreProblem } from '@studio/core/stores'
import type { StoreFailure } from '@studio/integrations/store-connector'

/** What reading from a store met. `passes`: by itself, so that it is worth asking again. `isShut`: until somebody connects the store again. */
export type JudgedFailure = { problem: StoreProblem; passes: boolean; isShut: boolean }

const PROBLEMS: Partial<Record<StoreFailureCode, StoreProblem>> = {
  access_revoked: 'access_revoked',
  scope_missing: 'scope_missing',
  not_a_store: 'not_a_store',
  too_large: 'too_large',
  garbled: 'garbled',
  throttled: 'unreachable',
  unreachable: 'unreachable',
  busy: 'unreachable',
}

/** What to make of a failure while reading. */
export function judgeFailure({ code }: StoreFailure): JudgedFailure {
  const problem = PROBLEMS[code] ?? 'refused'
  return {
    problem,
    passes: problem === 'unreachable',
    isShut: problem === 'access_revoked' || problem === 'scope_missing',
  }
}
