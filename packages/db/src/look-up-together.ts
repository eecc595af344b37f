import type { Database } from './client.ts'

/** Finds what is stored under a key, and maybe under other keys too: compare. */
export type LookUp<Key, Row> = (db: Database, key: Key) => Promise<Row[]>

type Asking<Key, Row> = { key: Key; resolve: (rows: Row[]) => void; reject: (error: unknown) => void }

/**
 * Makes a look-up whose trips are shared: one of a database is under way at a time, and what is asked meanwhile goes
 * together in the next. Each begins after it was asked for, so that no answer is older than its question; nothing is
 * remembered from one to the next. One that fails fails for all who share it.
 */
export function createLookUp<Key, Row>(
  find: (db: Database, keys: readonly Key[]) => Promise<Row[]>,
): LookUp<Key, Row> {
  /** Who waits for the next trip; absent while none is under way. */
  const waiting = new WeakMap<Database, Asking<Key, Row>[]>()

  async function lookUp(db: Database, first: Asking<Key, Row>[]): Promise<void> {
    for (let asked = first; asked.length > 0; asked = waiting.get(db) ?? []) {
      waiting.set(db, [])
      try {
        const keys = asked.map(({ key }) => key)
        const rows = await find(db, keys)
        for (const { resolve } of asked) resolve(rows)
      } catch (error) {
        for (const { reject } of asked) reject(error)
      }
    }
    waiting.delete(db)
  }

  return (db, key) =>
    new Promise((resolve, reject) => {
      const asking = { key, resolve, reject }
      const next = waiting.get(db)
      if (next) next.push(asking)
      else void lookUp(db, [asking])
    })
}
