import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'
import { type FoundRegistry, findRegistry } from './find-registry.ts'

/** The registry that counts, as it can be changed and imported again. For the operator. */
export async function exportRegistry(actor: Actor, deps: Pick<Deps, 'db'>): Promise<FoundRegistry> {
  requireOperator(actor)
  return findRegistry(deps)
}
