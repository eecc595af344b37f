import { createKlingEmulator } from './emulator.ts'

/**
 * Runs the emulator as a child process. Tells its parent `{ type: 'ready', url }`, and ends when the parent
 * goes away or asks it to. `KLING_EMULATOR_PORT` fixes the port, `KLING_EMULATOR_PACE=instant` makes tasks end at
 * once.
 */
const emulator = await createKlingEmulator({
  port: Number(process.env.KLING_EMULATOR_PORT ?? 0),
  pace: process.env.KLING_EMULATOR_PACE === 'instant' ? 'instant' : 'lively',
})

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
else process.stdout.write(`Kling emulator on ${emulator.url}\n`)
