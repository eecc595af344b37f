import { createPlainPictureMaker } from '../gemini/index.ts'
import { createKlingEmulator } from './emulator.ts'

/**
 * Runs the emulator as a child process. Tells its parent `{ type: 'ready', url }`, and ends when the parent
 * goes away or asks it to. `KLING_EMULATOR_PORT` fixes the port, `KLING_EMULATOR_PACE=instant` makes tasks end at
 * once, `KLING_EMULATOR_PICTURES=plain` has it draw sheets of one colour instead of scenes.
 */
const emulator = await createKlingEmulator({
  port: Number(process.env.KLING_EMULATOR_PORT ?? 0),
  pace: process.env.KLING_EMULATOR_PACE === 'instant' ? 'instant' : 'lively',
  ...(process.env.KLING_EMULATOR_PICTURES === 'plain' && { pictureMaker: createPlainPictureMaker() }),
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
