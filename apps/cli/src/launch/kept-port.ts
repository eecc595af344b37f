import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { freePort } from '@studio/db/local'

/**
 * A free port of this machine, noted in a file: the same as the last time, where nobody has taken it since. What a
 * studio has kept of a stand-in's addresses stays good over a restart.
 */
export async function keptPort(file: string): Promise<number> {
  const last = readPort(file)
  if (last !== null && (await isFree(last))) return last
  const port = await freePort()
  writeFileSync(file, String(port))
  return port
}

function readPort(file: string): number | null {
  try {
    const port = Number(readFileSync(file, 'utf8'))
    return Number.isInteger(port) && port > 0 ? port : null
  } catch {
    return null
  }
}

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const probe = createServer()
  probe.once('error', () => resolve(false))
  probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  return promise
}
