import { runAsProcess } from '../stand-in/run-as-process.ts'
import { createGeminiEmulator } from './emulator.ts'
import { createPlainPictureMaker } from './plain-pictures.ts'

/**
 * Runs the emulator as a child process. `GEMINI_EMULATOR_PORT` fixes the port, `GEMINI_EMULATOR_LATENCY=instant` makes it
 * answer at once, `GEMINI_EMULATOR_PICTURES=plain` draws sheets of one colour instead of scenes.
 */
const emulator = await createGeminiEmulator({
  port: Number(process.env.GEMINI_EMULATOR_PORT ?? 0),
  latency: process.env.GEMINI_EMULATOR_LATENCY === 'instant' ? 'instant' : 'lively',
  ...(process.env.GEMINI_EMULATOR_PICTURES === 'plain' && { pictureMaker: createPlainPictureMaker() }),
})

runAsProcess('Gemini', emulator)
