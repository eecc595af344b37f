import { readVariables } from '@studio/core/kernel'
import { DEFAULT_ANALYSIS_MODEL } from '@studio/integrations/gemini'
import { klingVariables } from '@studio/integrations/kling'
import { mailVariables } from '@studio/integrations/mail'
import { objectStoreVariables } from '@studio/integrations/object-store'
import { safeFetchVariables } from '@studio/integrations/safe-fetch'
import { storeVariables } from '@studio/integrations/stores'
import { keyVariables } from '@studio/services/keys'
import { z } from 'zod'

const variables = safeFetchVariables.extend({
  /** How browsers reach the API. */
  PUBLIC_URL: z.url(),
  DATABASE_URL: z.string().min(1),
  GEMINI_API_KEY: z.string().min(1),
  /** Another address that speaks Gemini's protocol: a stand-in on this machine, or a proxy. */
  GEMINI_BASE_URL: z.url().optional(),
  GEMINI_API_VERSION: z.string().default('v1'),
  /** How long one picture may take at Gemini: a minute less than the 600 s after which its job is given up. */
  GEMINI_TIMEOUT_MS: z.coerce.number().int().min(1000).max(540_000).default(180_000),
  /** How many pictures Gemini is asked for in a minute, by all workers together; what is above waits. 0: no limit. */
  GEMINI_CALLS_PER_MINUTE: z.coerce.number().int().min(0).default(500),
  /** The same for tasks at Kling. */
  KLING_CALLS_PER_MINUTE: z.coerce.number().int().min(0).default(120),
  /** The text model that looks at uploads; `none`: nobody does. */
  GEMINI_ANALYSIS_MODEL: z.string().min(1).default(DEFAULT_ANALYSIS_MODEL),
  /** The ffmpeg that decodes the first frame of videos; without one their poster is the picture they were made from. */
  FFMPEG_PATH: z.string().default('ffmpeg'),
  /** A segmentation model (ONNX) for the local studio, in place of its own recipe. */
  CUTOUT_MODEL_PATH: z.string().min(1).optional(),
  /** A directory for pictures on their way into the library. The system's own when left out. */
  TEMP_DIR: z.string().optional(),
  /** How long running work may go on once the process is asked to end. */
  DRAIN_MS: z.coerce.number().int().min(0).default(25_000),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

const parts = {
  own: variables,
  objectStore: objectStoreVariables,
  mail: mailVariables,
  kling: klingVariables,
  stores: storeVariables,
  keys: keyVariables,
}

/** The worker's settings, read once at the start. */
export type Env = ReturnType<typeof readEnv>

/** Reads the settings. @throws an Error that names every variable that is missing or wrong, never its value */
export function readEnv(source: NodeJS.ProcessEnv) {
  const { own, ...shared } = readVariables('The worker', parts, source)
  return { ...own, ...shared }
}
