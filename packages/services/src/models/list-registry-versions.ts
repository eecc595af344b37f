import { type Actor, type Deps, requireOperator } from '../kernel/index.ts'

/** One registry that was put in place, without its models. */
export type RegistryVersionLine = { version: string; note: string; createdAt: Date }

/** The registries that the operator put in place, newest first. */
export async function listRegistryVersions(
  actor: Actor,
  { db }: Pick<Deps, 'db'>,
): Promise<RegistryVersionLine[]> {
  requireOperator(actor)
  return db.registryVersion.findMany({ orderBy: { createdAt: 'desc' }, omit: { models: true } })
}
