import { Failure } from '../failure.ts'

/** A thing that runs until it is stopped, or fails with a sentence. */
type Stoppable = { failed: Promise<string>; stop: () => Promise<void> }

/** What a shell reports for a program ended by Ctrl-C. */
const FORCED_EXIT_CODE = 130

/**
 * Starts something, announces it, and keeps it until someone asks to stop (Ctrl-C, SIGTERM, a closed
 * terminal, the bootstrap killed) or it fails. A second Ctrl-C ends it at once.
 * @throws Failure when it fails, after stopping what still runs
 */
export async function runUntilStopped<Started extends Stoppable>(
  start: () => Promise<Started>,
  announce: (started: Started) => void,
): Promise<void> {
  const asked = whenAskedToStop()
  const started = await start()
  if (!asked.isAsked()) announce(started)
  const failure = await Promise.race([asked.promise, started.failed])
  await started.stop()
  if (failure) throw new Failure(failure)
  console.error('Stopped.')
}

function whenAskedToStop() {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  let isAsked = false
  const ask = () => {
    if (isAsked) return
    isAsked = true
    console.error('\nStopping… (Ctrl-C once more ends it at once)')
    resolve(undefined)
  }
  // Only Ctrl-C forces: a closing terminal sends SIGHUP right behind the signal that ended npm.
  process.on('SIGINT', () => (isAsked ? process.exit(FORCED_EXIT_CODE) : ask()))
  process.on('SIGTERM', ask)
  process.on('SIGHUP', ask)
  process.once('disconnect', ask)
  return { promise, isAsked: () => isAsked }
}
