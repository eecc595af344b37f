import { type Database as OpenDatabase, openDatabase } from '@studio/db'
import { Failure } from '../failure.ts'
import { type Database, startDatabase } from './database.ts'
import { claimHome, findRunning, studioHome } from './home.ts'
import { startStack } from './stack.ts'
import { listenForStop } from './stop-signal.ts'

/** Where a command works, and where it says what takes a moment. */
export type WorkPlace = { homeDir: string; report: (sentence: string) => void }

/** The studio a command works with. */
export type StudioAddress = {
  url: string
  /** How browsers reach it; decides which cookie its sessions have. */
  publicUrl: string
  databaseUrl: string
  /** Whether it runs for this command alone and is stopped after it. */
  isOwn: boolean
  /** Aborts on Ctrl-C; the work then ends by itself. */
  signal: AbortSignal
}

/**
 * Runs `work` with the studio of this home: the one that is running, or one that is started for it and
 * stopped after it, also when it fails.
 */
export async function withStudio<Result>(
  { homeDir, report }: WorkPlace,
  work: (studio: StudioAddress) => Promise<Result>,
): Promise<Result> {
  using stop = listenForStop()
  const { signal } = stop
  const running = findRunning(homeDir)
  if (running?.url && running.databaseUrl) {
    const { url, publicUrl = url, databaseUrl } = running
    return await work({ url, publicUrl, databaseUrl, isOwn: false, signal })
  }
  report('Starting the studio for this command…')
  const stack = await startStack({ homeDir, port: 0, hasWeb: false, report })
  const failed = stack.failed.then((sentence) => {
    throw new Failure(sentence)
  })
  try {
    signal.throwIfAborted()
    return await Promise.race([work({ ...stack, isOwn: true, signal }), failed])
  } finally {
    await stack.stop()
  }
}

/** Runs `work` with the database of this home alone; what is not running is started for it and stopped. */
async function withDatabase<Result>(
  { homeDir, report }: WorkPlace,
  work: (databaseUrl: string) => Promise<Result>,
): Promise<Result> {
  const running = findRunning(homeDir)
  if (running?.databaseUrl) return work(running.databaseUrl)
  const home = await claimHome(homeDir)
  let database: Database | undefined
  try {
    database = await startDatabase(home.dir, report)
    await database.migrate()
    return await stopping(work(database.url))
  } finally {
    await database?.stop()
    home.release()
  }
}

/** As `withDatabase` in the home of this checkout, with the database open for use cases. */
export function withOpenDatabase<Result>(work: (db: OpenDatabase) => Promise<Result>): Promise<Result> {
  return withDatabase({ homeDir: studioHome(), report: console.error }, async (url) => {
    const db = openDatabase({ url })
    try {
      return await work(db)
    } finally {
      await db.$disconnect()
    }
  })
}

/** Ends with an error on Ctrl-C or SIGTERM, so that what was started is stopped before the process goes. */
async function stopping<Result>(work: Promise<Result>): Promise<Result> {
  const { promise: stopped, reject } = Promise.withResolvers<never>()
  const stop = () => reject(new Failure('Stopped.'))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    return await Promise.race([work, stopped])
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}
