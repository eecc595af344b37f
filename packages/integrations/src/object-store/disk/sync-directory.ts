import { open } from 'node:fs/promises'
import { ifThere } from './failures.ts'

/** The syncs of a directory: the one under way, and the one after it, which has not begun. */
type Syncs = { present: Promise<void>; next: Promise<void> | null }

const syncsOf = new Map<string, Syncs>()

/**
 * Syncs a directory, so that a power cut keeps what was renamed into it before. One sync is under way at a time; all who
 * ask meanwhile share the next.
 */
export function syncDirectory(path: string): Promise<void> {
  const syncs = syncsOf.get(path)
  if (syncs?.next) return syncs.next
  const begin = (): Promise<void> => {
    const present = sync(path).finally(() => {
      if (syncsOf.get(path)?.next === null) syncsOf.delete(path)
    })
    syncsOf.set(path, { present, next: null })
    return present
  }
  if (!syncs) return begin()
  syncs.next = syncs.present.then(begin, begin)
  return syncs.next
}

async function sync(path: string): Promise<void> {
  const directory = await ifThere(open(path))
  await directory?.sync().finally(() => directory.close())
}
