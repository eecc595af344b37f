import { readdir, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ifThere, isNotFound } from './failures.ts'
import { readName } from './paths.ts'
import { TRAILER_BYTES } from './trailer.ts'

/** Yields every object in and below `directory`, whose keys begin with `parent`, that begins with `prefix`. */
export async function* walkObjects(
  directory: string,
  parent: string,
  prefix: string,
): AsyncGenerator<{ key: string; sizeBytes: number }> {
  for (const name of (await ifThere(readdir(directory))) ?? []) {
    const path = join(directory, name)
    const { segment, isObject } = readName(name)
    const key = parent + segment
    if (isObject) {
      const found = key.startsWith(prefix) ? await ifThere(stat(path)) : null
      if (found) yield { key, sizeBytes: found.size - TRAILER_BYTES }
    } else if (`${key}/`.startsWith(prefix)) {
      yield* walkObjects(path, `${key}/`, prefix)
    }
  }
}

/** Removes `directory` and its parents up to `root` as long as they are empty: their names tell of the deleted, too. */
export async function removeEmptyDirectories(directory: string, root: string): Promise<void> {
  for (let path = directory; path !== root; path = dirname(path)) {
    try {
      await rmdir(path)
    } catch (error) {
      if (!isNotFound(error)) return // not empty: somebody's files are in it
    }
  }
}
