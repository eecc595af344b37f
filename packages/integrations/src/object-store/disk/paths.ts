import { join } from 'node:path'

const OBJECT_ENDING = '.object'

/**
 * Escapes everything but lower-case letters, digits, `-` and `_`. No name can then climb out of its directory,
 * no dot of a key can be taken for our ending, and keys that differ only in case stay apart on file
 * systems that ignore it.
 */
function escapeSegment(segment: string): string {
  return segment.replace(/[^a-z0-9_-]/gu, (character) =>
    Buffer.from(character).toString('hex').replace(/../g, '%$&'),
  )
}

/** The directory below `root` that holds the objects under these key segments. */
export function directoryPath(root: string, segments: string[]): string {
  return join(root, ...segments.map(escapeSegment))
}

/** The file below `root` that holds the object `key`. A key and a longer key through it never collide. */
export function objectPath(root: string, key: string): string {
  return directoryPath(root, key.split('/')) + OBJECT_ENDING
}

/** What an entry of a directory stands for: an object, or a directory of more of them. */
export function readName(name: string): { segment: string; isObject: boolean } {
  const isObject = name.endsWith(OBJECT_ENDING)
  return { segment: decodeURIComponent(isObject ? name.slice(0, -OBJECT_ENDING.length) : name), isObject }
}
