import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Stack, startStack } from '@studio/cli/launch'
import type { Effect } from '@studio/emulators/gemini'

/** Where a running studio and what stands in for others are to be found, for somebody in another process. */
export type StudioPlace = Pick<
  Stack,
  'url' | 'databaseUrl' | 'geminiUrl' | 'shopifyUrl' | 'woocommerceUrl'
> & { homeDir: string }

/** The whole product, running, with data of its own. */
export type RunningStudio = Stack & StudioPlace

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
  return {
    ...stack,
    homeDir,
    async stop() {
      await stack.stop()
      rmSync(homeDir, { recursive: true, force: true })
    },
  }
}

/** Switches a fault of a studio's Gemini on for the next `times` calls, or those whose prompt includes some words. */
export async function breakGemini(
  { geminiUrl }: Pick<StudioPlace, 'geminiUrl'>,
  effect: Effect,
  { times = 1, promptIncludes }: { times?: number; promptIncludes?: string } = {},
): Promise<void> {
  const response = await fetch(`${geminiUrl}/__emu/scenario`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ times, effect, match: { promptIncludes } }),
  })
  if (!response.ok) throw new Error(`The stand-in refused: ${await response.text()}`)
}
