import { identityVariables } from '@studio/integrations/identity'
import { klingVariables } from '@studio/integrations/kling'
import { mailVariables } from '@studio/integrations/mail'
import { objectStoreVariables } from '@studio/integrations/object-store'
import { safeFetchVariables } from '@studio/integrations/safe-fetch'
import { storeVariables } from '@studio/integrations/stores'
import { type Keys, keyVariables } from '@studio/services/keys'
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

/** The API's settings, read once at the start. */
export type Env = z.infer<typeof variables> & {
  objectStore: z.infer<typeof objectStoreVariables>
  mail: z.infer<typeof mailVariables>
  identity: z.infer<typeof identityVariables>
  kling: z.infer<typeof klingVariables>
  stores: z.infer<typeof storeVariables>
  keys: Keys
}

/** Reads the settings. @throws an Error that names every variable that is missing or wrong, never its value */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const env = variables.safeParse(source)
  const parts = {
    objectStore: objectStoreVariables.safeParse(source),
    mail: mailVariables.safeParse(source),
    identity: identityVariables.safeParse(source),
    kling: klingVariables.safeParse(source),
    stores: storeVariables.safeParse(source),
    keys: keyVariables.safeParse(source),
  }
  const { objectStore, mail, identity, kling, stores, keys } = parts
  const areRight = env.success && objectStore.success && mail.success && identity.success
  if (areRight && kling.success && stores.success && keys.success)
    return {
      ...env.data,
      ...{ objectStore: objectStore.data, mail: mail.data, identity: identity.data },
      ...{ kling: kling.data, stores: stores.data, keys: keys.data },
    }
  const issues = [env, ...Object.values(parts)].flatMap(({ error }) => error?.issues ?? [])
  const lines = issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
  throw new Error(
    `The API cannot start; these variables are not right (see .env.example):\n${lines.join('\n')}`,
  )
}
