import { randomUUID } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000

/** A new path for an object that is still being written; it names its writer, for `removeAbandoned`. */
export function incomingPath(directory: string): string {
  return join(directory, `${randomUUID()}.${process.pid}.${encodeURIComponent(hostname())}`)
}

/**
 * Removes what writers that were killed left behind: at once when the writer is gone from this machine,
 * otherwise (a container sharing the directory, a process id used again) a day after its last byte.
 */
export async function removeAbandoned(directory: string, now: Date): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name)
    if (isWriterGone(name) || (await isOld(path, now))) await rm(path, { force: true })
  }
}

function isWriterGone(name: string): boolean {
  const [, pid, ...host] = name.split('.')
  if (host.join('.') !== encodeURIComponent(hostname())) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}

async function isOld(path: string, now: Date): Promise<boolean> {
  const found = await stat(path).catch(() => null)
  return found !== null && now.getTime() - found.mtimeMs > ABANDONED_AFTER_MS
}
