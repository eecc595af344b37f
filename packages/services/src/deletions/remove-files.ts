import type { Deps } from '../kernel/index.ts'
import { accountPrefix, type RunningDeletion } from './running-deletion.ts'

/** How many objects are deleted with one call; S3 takes no more. */
const BATCH_OBJECTS = 1000

/** What is stored for one thing. */
type StoredThing = { kind: string; thingId: string; keys: string[]; sizeBytes: number }

/**
 * Deletes everything that is stored for the account and lists again until nothing is there: the listing is the
 * proof. What each thing had is noted before its objects go, so that an interruption forgets nothing.
 */
export async function removeFiles(
  deletion: RunningDeletion,
  { db, store }: Pick<Deps, 'db' | 'store'>,
): Promise<void> {
  for (;;) {
    let found = 0
    for await (const batch of listThings(deletion.accountId, store)) {
      await noteFiles(deletion, batch, { db })
      await store.delete(batch.flatMap(({ keys }) => keys))
      found += batch.length
    }
    if (found === 0) return
  }
}

/** The account's things with their objects, in batches that are cut between two things. */
async function* listThings(accountId: string, store: Deps['store']): AsyncGenerator<StoredThing[]> {
  const prefix = accountPrefix(accountId)
  let batch: StoredThing[] = []
  let objects = 0
  for await (const { key, sizeBytes } of store.list(prefix)) {
    const [folder = '', thingId = ''] = key.slice(prefix.length).split('/')
    let thing = batch.at(-1)
    if (thing?.thingId !== thingId) {
      if (objects >= BATCH_OBJECTS) {
        yield batch
        batch = []
        objects = 0
      }
      // `assets` holds what the receipt calls an asset.
      thing = { kind: folder.replace(/s$/, ''), thingId, keys: [], sizeBytes: 0 }
      batch.push(thing)
    }
    thing.keys.push(key)
    thing.sizeBytes += sizeBytes
    objects += 1
  }
  if (batch.length > 0) yield batch
}

/** After an interruption a thing may be found with fewer objects than it had: the larger figure is the true one. */
async function noteFiles(
  { id }: RunningDeletion,
  batch: StoredThing[],
  { db }: Pick<Deps, 'db'>,
): Promise<void> {
  const things = batch.map(({ keys, ...thing }) => ({ ...thing, objects: keys.length }))
  await db.$executeRaw`
    INSERT INTO removed_thing AS t (deletion_id, kind, thing_id, objects, size_bytes)
    SELECT ${id}, x.kind, x."thingId", sum(x.objects), sum(x."sizeBytes")
    FROM jsonb_to_recordset(${JSON.stringify(things)}::jsonb)
      AS x(kind text, "thingId" text, objects int, "sizeBytes" bigint)
    GROUP BY x.kind, x."thingId"
    ON CONFLICT (deletion_id, kind, thing_id) DO UPDATE
    SET objects = greatest(t.objects, excluded.objects), size_bytes = greatest(t.size_bytes, excluded.size_bytes)`
}
