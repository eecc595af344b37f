import { createPlainPictureMaker } from '../gemini/index.ts'
import { runAsProcess } from '../stand-in/run-as-process.ts'
import { createKlingEmulator } from './emulator.ts'

/**
 * Runs the emulator as a child process. `KLING_EMULATOR_PORT` fixes the port, `KLING_EMULATOR_PACE=instant` makes tasks end at
 * once, `KLING_EMULATOR_PICTURES=plain` has it draw sheets of one colour instead of scenes.
 */
const emulator = await createKlingEmulator({
  port: Number(process.env.KLING_EMULATOR_PORT ?? 0),
  pace: process.env.KLING_EMULATOR_PACE === 'instant' ? 'instant' : 'lively',
  ...(process.env.KLING_EMULATOR_PICTURES === 'plain' && { pictureMaker: createPlainPictureMaker() }),
})

runAsProcess('Kling', emulator)
