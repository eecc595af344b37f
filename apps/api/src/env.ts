import { readVariables } from '@studio/core/kernel'
import { identityVariables } from '@studio/integrations/identity'
import { klingVariables } from '@studio/integrations/kling'
import { mailVariables } from '@studio/integrations/mail'
import { objectStoreVariables } from '@studio/integrations/object-store'
import { safeFetchVariables } from '@studio/integrations/safe-fetch'
import { storeVariables } from '@studio/integrations/stores'
import { keyVariables } from '@studio/services/keys'
import { z } from 'zod'

const variables = safeFetchVariables.extend({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** How browsers reach us. */
  PUBLIC_URL: z.url(),
  DATABASE_URL: z.string().min(1),
  /**
   * A directory for files that live no longer than a request, this process's alone: what an earlier one left is
   * removed at the start. The system's own when left out.
   */
  TEMP_DIR: z.string().optional(),
  /** The built web app; without it only the API is served. */
  WEB_DIST: z.string().optional(),
  /** The text model by which the worker looks at uploads; `none`: nobody does. */
  GEMINI_ANALYSIS_MODEL: z.string().min(1).optional(),
  /** How many proxies in front of us set `X-Forwarded-For`; 0 trusts none. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
  /** Over plain http the session's cookie goes without `Secure`: Safari keeps none otherwise. */
  SESSION_COOKIE_INSECURE: z.stringbool().default(false),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

const parts = {
  own: variables,
  objectStore: objectStoreVariables,
  mail: mailVariables,
  identity: identityVariables,
  kling: klingVariables,
  stores: storeVariables,
  keys: keyVariables,
}

/** The API's settings, read once at the start. */
export type Env = ReturnType<typeof readEnv>

/** Reads the settings. @throws an Error that names every variable that is missing or wrong, never its value */
export function readEnv(source: NodeJS.ProcessEnv) {
  const { own, ...shared } = readVariables('The API', parts, source)
  return { ...own, ...shared }
}
