import type { Database } from './client.ts'
import { inGroups } from './in-groups.ts'

/** Finds what is stored under a key. */
export type LookUp<Key, Found> = (db: Database, key: Key) => Promise<Found>

type Asking<Key, Found> = { key: Key } & Pick<PromiseWithResolvers<Found>, 'resolve' | 'reject'>

/**
 * Makes a look-up whose trips are shared, one after the other, since two at a time would each carry half as much. `find` answers for each key, in the order of the keys. Each trip begins after it
 * was asked for, so that no answer is older than its question; nothing is remembered from one to the next. One that fails
 * fails for all who share it.
 */
export function createLookUp<Key, Found>(
  find: (db: Database, keys: readonly Key[]) => Promise<readonly Found[]>,
): LookUp<Key, Found> {
  const lines = new WeakMap<Database, (asking: Asking<Key, Found>) => void>()

  function openLine(db: Database) {
    const line = inGroups<Asking<Key, Found>>(1, async (group) => {
      try {
        const found = await find(
          db,
          group.map(({ key }) => key),
        )
        for (const [place, { resolve }] of group.entries()) resolve(found[place] as Found)
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    })
    lines.set(db, line)
    return line
  }

  return (db, key) => {
    const { promise, resolve, reject } = Promise.withResolvers<Found>()
    const line = lines.get(db) ?? openLine(db)
    line({ key, resolve, reject })
    return promise
  }
}
