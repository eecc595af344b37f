import { setTimeout as delay } from 'node:timers/promises'
import { type Child, type ChildOptions, startChild } from './children.ts'

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
/** Having served this long, a crash counts as a first one again. */
const STABLE_MS = 60_000

/** A child that is started again whenever it ends unexpectedly. */
export type SupervisedChild = Pick<Child, 'url' | 'stop'> & {
  /** The pid of the process that serves now; changes with every restart. */
  pid: () => number
}

/**
 * Starts a child and keeps it running: after a crash it waits, twice as long each time, and starts it again.
 * `report` is told each time; `onPid` learns the pid of every process started.
 */
export async function supervise(
  options: ChildOptions,
  report: (sentence: string) => void,
  onPid: (pid: number) => void = () => {},
): Promise<SupervisedChild> {
  const stopping = new AbortController()
  let child = await startChild(options)
  onPid(child.pid)

  async function keepRunning(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS
    let startedAtMs = performance.now()
    while (!stopping.signal.aborted) {
      const how = await child.ended
      if (stopping.signal.aborted) return
      if (performance.now() - startedAtMs > STABLE_MS) pauseMs = FIRST_PAUSE_MS
      report(`The ${options.name} stopped unexpectedly (${how}); starting it again.`)
      await delay(pauseMs, undefined, { signal: stopping.signal }).catch(() => {})
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
      if (stopping.signal.aborted) return
      startedAtMs = performance.now()
      try {
        // The log goes on: its last lines say why it crashed.
        child = await startChild({ ...options, keepsLog: true })
        onPid(child.pid)
        report(`The ${options.name} runs again.`)
      } catch (error) {
        report(error instanceof Error ? error.message : String(error))
      }
    }
  }
  const kept = keepRunning()

  return {
    url: child.url,
    pid: () => child.pid,
    async stop(graceMs) {
      stopping.abort()
      await child.stop(graceMs)
      await kept
      // A restart may have been under way when the stop came.
      await child.stop(graceMs)
    },
  }
}
