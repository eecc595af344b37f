import { BUILT_IN_REGISTRY, type Registry, registryModelsSchema } from '@studio/core/models'
import type { Deps } from '../kernel/index.ts'
import { registryProblems } from './registry-problems.ts'

/** The registry that counts, and what is wrong with the operator's when it is not that one. */
export type FoundRegistry = { registry: Registry; problem: string | null }

/**
 * The newest registry that the operator put in place; without any, or when a release has since learnt to expect
 * more of a model than it says, the built-in one.
 */
export async function findRegistry({ db }: Pick<Deps, 'db'>): Promise<FoundRegistry> {
  const newest = await db.registryVersion.findFirst({ orderBy: { createdAt: 'desc' } })
  if (!newest) return { registry: BUILT_IN_REGISTRY, problem: null }
  const models = registryModelsSchema.safeParse(newest.models)
  if (models.success) return { registry: { version: newest.version, models: models.data }, problem: null }
  return { registry: BUILT_IN_REGISTRY, problem: registryProblems(newest.models, models.error) }
}
