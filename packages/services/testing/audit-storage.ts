import { type Deps, operatorActor } from '../src/kernel/index.ts'
import { checkStorage } from '../src/storage/index.ts'

/** What storage and database disagree about, as object keys; empty lists when all is well. */
export type StorageAudit = { orphans: string[]; missing: string[]; mismatched: string[] }

/** Every object key below a prefix, sorted. */
export async function listKeys({ store }: Pick<Deps, 'store'>, prefix = ''): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of store.list(prefix)) keys.push(key)
  return keys.sort()
}

/** The operator's own sweep, at its most thorough: what it would find once every worker has let go. */
export async function auditStorage(deps: Deps): Promise<StorageAudit> {
  const found = { orphan: [] as string[], missing: [] as string[], mismatch: [] as string[] }
  await checkStorage(
    operatorActor,
    { isDeep: true, onFinding: ({ kind, key }) => found[kind].push(key) },
    deps,
  )
  return { orphans: found.orphan, missing: found.missing, mismatched: found.mismatch }
}
