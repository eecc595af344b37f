import { Failure } from '../failure.ts'

/** What a shell reports for a program ended by Ctrl-C. */
const FORCED_EXIT_CODE = 130

/** Aborts on Ctrl-C, SIGTERM or SIGHUP until it is disposed of. A second Ctrl-C ends the process at once. */
export function listenForStop(): Disposable & { signal: AbortSignal } {
  const controller = new AbortController()
  const stop = () => controller.abort(new Failure('Stopped.'))
  const stopOrForce = () => (controller.signal.aborted ? process.exit(FORCED_EXIT_CODE) : stop())
  process.on('SIGINT', stopOrForce).on('SIGTERM', stop).on('SIGHUP', stop)
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      process.off('SIGINT', stopOrForce).off('SIGTERM', stop).off('SIGHUP', stop)
    },
  }
}
