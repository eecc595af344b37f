import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Stack, startStack } from '@studio/cli/launch'
import type { Effect } from '@studio/emulators/gemini'

/** The whole product, running for one file of stories, with data of its own. */
export type RunningStudio = Stack & {
  homeDir: string
  /** Switches a fault of the local Gemini on, for the next `times` calls. */
  breakGemini(effect: Effect, times: number): Promise<void>
  /** Switches every fault off. */
  mendGemini(): Promise<void>
}

/** What may be told to a studio beside what it takes by itself: a port, when it must be known before, and settings. */
export type StudioOptions = { port?: number; env?: NodeJS.ProcessEnv }

/** Starts the product exactly as `npm start` does, on a free port and in a fresh home. */
export async function startStudio({ port = 0, env = {} }: StudioOptions = {}): Promise<RunningStudio> {
  const homeDir = mkdtempSync(join(tmpdir(), 'studio-e2e-'))
  const stack = await startStack({
    homeDir,
    port,
    hasWeb: true,
    report: () => {},
    env: {
      GEMINI_EMULATOR_LATENCY: 'instant',
      // Scenes take seconds of a core each, and only who looks at the pictures of screens sees them.
      ...(!process.env.SCREENSHOTS && {
        GEMINI_EMULATOR_PICTURES: 'plain',
        KLING_EMULATOR_PICTURES: 'plain',
      }),
      KLING_EMULATOR_PACE: 'instant',
      SHOPIFY_EMULATOR_PACE: 'instant',
      ...env,
    },
  })
  const control = async (path: string, body?: unknown) => {
    const response = await fetch(`${stack.geminiUrl}/__emu/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body ?? {}),
    })
    if (!response.ok) throw new Error(`The stand-in refused: ${await response.text()}`)
  }
  return {
    ...stack,
    homeDir,
    breakGemini: (effect, times) => control('scenario', { times, effect }),
    mendGemini: () => control('reset'),
    async stop() {
      await stack.stop()
      rmSync(homeDir, { recursive: true, force: true })
    },
  }
}
