import { ObjectRefused } from './errors.ts'
import type { ObjectStore } from './port.ts'

const PAGE_KEYS = 1000

/**
 * Deletes everything under `prefix`, also what killed uploads left there, and then lists it again, until nothing is
 * left: the listing is the proof.
 * `prefix` must end with `/`, so that `accounts/acc_1` can never take `accounts/acc_12` with it. Returns how
 * many objects were deleted; safe to repeat.
 */
export async function deletePrefix(store: ObjectStore, prefix: string): Promise<number> {
  if (!prefix.endsWith('/'))
    throw new ObjectRefused(`A prefix to delete ends with "/": ${JSON.stringify(prefix)}`)
  await store.removeUnfinished(prefix)
  let deleted = 0
  for (;;) {
    const keys: string[] = []
    for await (const { key } of store.list(prefix)) {
      keys.push(key)
      if (keys.length === PAGE_KEYS) break
    }
    if (keys.length === 0) return deleted
    await store.delete(keys)
    deleted += keys.length
  }
}
