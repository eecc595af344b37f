import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Clock, systemClock } from '@studio/core/kernel'
import { checkBody, checkExpiry, checkKey, checkMime, checkPrefix, checkRange } from '../arguments.ts'
import { ObjectMissing, ObjectRefused, ObjectStoreUnavailable } from '../errors.ts'
import type { ObjectStore } from '../port.ts'
import { removeEmptyDirectories, walkObjects } from './directories.ts'
import { orUnavailable } from './failures.ts'
import { incomingPath, removeAbandoned } from './incoming.ts'
import { checkLinkSecret, writeLink } from './link.ts'
import {
  moveIntoPlace,
  openObjectFile,
  readObjectBytes,
  writeObjectFile,
  writeObjectStream,
} from './object-file.ts'
import { directoryPath, objectPath } from './paths.ts'

/** Where the disk adapter keeps objects, and how its links are made. */
export type DiskObjectStoreOptions = {
  /** Directory for everything; made when missing. Several processes may share it. */
  root: string
  /** Address of the API, which serves the signed links (`createFileHandler`), such as `http://localhost:3000`. */
  baseUrl: string
  /** Signs the links; at least 32 characters, the same in every process. */
  linkSecret: string
  clock?: Clock
}

/**
 * Opens an object store in a directory: one file an object, written aside, synced and renamed into place.
 * Throws `ObjectStoreUnavailable` when the directory cannot be used.
 */
export async function openDiskObjectStore(options: DiskObjectStoreOptions): Promise<ObjectStore> {
  const { baseUrl, linkSecret, clock = systemClock } = options
  checkLinkSecret(linkSecret)
  const objects = join(options.root, 'objects')
  const incoming = join(options.root, 'incoming')
  await orUnavailable('open', async () => {
    await mkdir(objects, { recursive: true, mode: 0o700 })
    await mkdir(incoming, { recursive: true, mode: 0o700 })
    await removeAbandoned(incoming, clock.now())
  })

  /** Has a file written aside, and renames it into place once it is whole. */
  async function store<Result>(key: string, write: (path: string) => Promise<Result>): Promise<Result> {
    const path = incomingPath(incoming)
    try {
      const result = await write(path)
      await orUnavailable('put', () => moveIntoPlace(path, objectPath(objects, key)))
      return result
    } catch (error) {
      await rm(path, { force: true }).catch(() => undefined) // removeAbandoned will find it
      throw error
    }
  }

  return {
    async put(key, body, description) {
      checkKey(key)
      checkBody(body, description)
      await store(key, (path) => writeObjectFile(path, body, description))
    },

    async putStream(key, body, { mime }) {
      checkKey(key)
      checkMime(mime)
      return { sizeBytes: await store(key, (path) => writeObjectStream(path, body, mime)) }
    },

    async get(key, { range } = {}) {
      checkKey(key)
      if (range) checkRange(range)
      const opened = await orUnavailable('get', () => openObjectFile(objectPath(objects, key)))
      if (!opened) throw new ObjectMissing(key)
      const { file, head } = opened
      if (range && range.start >= head.sizeBytes) {
        await file.close()
        throw new ObjectRefused(`The range begins past the end: byte ${range.start} of ${head.sizeBytes}`)
      }
      return { ...head, body: await orUnavailable('get', () => readObjectBytes(file, head.sizeBytes, range)) }
    },

    async head(key) {
      checkKey(key)
      const opened = await orUnavailable('head', () => openObjectFile(objectPath(objects, key)))
      await opened?.file.close()
      return opened?.head ?? null
    },

    async signedUrl(key, { expiresInSeconds, ...answer }) {
      checkKey(key)
      checkExpiry(expiresInSeconds)
      if (answer.mime !== undefined) checkMime(answer.mime)
      const expires = Math.floor(clock.now().getTime() / 1000) + expiresInSeconds
      return writeLink({ key, expires, ...answer }, { baseUrl, secret: linkSecret })
    },

    async delete(keys) {
      keys.forEach(checkKey)
      const paths = keys.map((key) => objectPath(objects, key))
      await orUnavailable('delete', async () => {
        for (const path of paths) await rm(path, { force: true })
        for (const directory of new Set(paths.map(dirname))) await removeEmptyDirectories(directory, objects)
      })
    },

    async removeUnfinished(prefix) {
      checkPrefix(prefix)
      // Unfinished files do not say what they were to become: all that nobody writes any more go.
      await orUnavailable('delete', () => removeAbandoned(incoming, clock.now()))
    },

    async *list(prefix) {
      checkPrefix(prefix)
      const parents = prefix.split('/').slice(0, -1)
      const parent = parents.map((segment) => `${segment}/`).join('')
      try {
        yield* walkObjects(directoryPath(objects, parents), parent, prefix)
      } catch (error) {
        throw new ObjectStoreUnavailable('list', error)
      }
    },
  }
}
