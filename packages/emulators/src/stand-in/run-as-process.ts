/**
 * Keeps an emulator as a child process. Tells the parent `{ type: 'ready', url }`, and ends when the parent goes away or
 * asks it to; without a parent it says on standard output where it is.
 */
export function runAsProcess(name: string, emulator: { url: string; close(): Promise<void> }): void {
  let hasEnded = false
  async function end(): Promise<void> {
    if (hasEnded) return
    hasEnded = true
    await emulator.close()
    process.exit()
  }

  process.once('disconnect', end)
  process.once('SIGTERM', end)
  process.once('SIGINT', end)

  if (process.send) process.send({ type: 'ready', url: emulator.url })
  else process.stdout.write(`${name} emulator on ${emulator.url}\n`)
}
