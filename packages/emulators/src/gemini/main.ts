import { createGeminiEmulator } from './emulator.ts'
import { createPlainPictureMaker } from './plain-pictures.ts'

/**
 * Runs the emulator as a child process. Tells its parent `{ type: 'ready', url }`, and ends when the parent
 * goes away or asks it to. `GEMINI_EMULATOR_PORT` fixes the port, `GEMINI_EMULATOR_LATENCY=instant` makes it
 * answer at once, `GEMINI_EMULATOR_PICTURES=plain` draws sheets of one colour instead of scenes.
 */
const emulator = await createGeminiEmulator({
  port: Number(process.env.GEMINI_EMULATOR_PORT ?? 0),
  latency: process.env.GEMINI_EMULATOR_LATENCY === 'instant' ? 'instant' : 'lively',
  ...(process.env.GEMINI_EMULATOR_PICTURES === 'plain' && { pictureMaker: createPlainPictureMaker() }),
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
else process.stdout.write(`Gemini emulator on ${emulator.url}\n`)
