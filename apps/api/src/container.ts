import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { systemClock } from '@studio/core/kernel'
import { listenToEvents, openAttemptStore, openDatabase, openQueue } from '@studio/db'
import { createManualBilling } from '@studio/integrations/billing'
import { createOpenIdProvider, toOpenIdOptions } from '@studio/integrations/identity'
import { type IncomingCallback, isKlingCallback, toKlingOptions } from '@studio/integrations/kling'
import { openMail, toMailOptions } from '@studio/integrations/mail'
import {
  createFileHandler,
  type FileHandler,
  openObjectStore,
  toObjectStoreOptions,
} from '@studio/integrations/object-store'
import { createSharpPictures } from '@studio/integrations/pictures'
import { createSafeFetch } from '@studio/integrations/safe-fetch'
import { createOpenConnector, createShopifyApp, toShopifyOptions } from '@studio/integrations/stores'
import type { Deps } from '@studio/services/kernel'
import { offeredProviders, openRegistry } from '@studio/services/models'
import { openRequestRecorder, type RequestRecorder } from '@studio/services/request-log'
import { pino } from 'pino'
import { clearTempDir } from './clear-temp-dir.ts'
import type { Env } from './env.ts'
import { type ChangeHub, openChangeHub } from './http/change-hub.ts'

/** What the API's use cases need; pictures are made and looked at by the worker, so no provider is here. */
export type ApiDeps = Omit<Deps, 'providers' | 'analyst' | 'localStudio' | 'trafficLimits'>

/** Everything the API holds open. */
export type Container = {
  deps: ApiDeps
  changes: ChangeHub
  /** Writes calls of the public API down. */
  recorder: RequestRecorder
  /** Serves signed links of files on this machine; S3 serves its own. */
  fileHandler: FileHandler | null
  /** Whether Kling signed a callback; null when this installation has no secret to tell by. */
  isKlingCallback: ((callback: IncomingCallback) => boolean) | null
  /** Closes all of it; call once nothing is under way. */
  close(): Promise<void>
}

/** Opens everything the API needs, in the one place that knows the concrete adapters. */
export async function openContainer(env: Env): Promise<Container> {
  const logger = pino({ level: env.LOG_LEVEL, base: { app: 'api' } })
  const url = env.DATABASE_URL
  const tempDir = env.TEMP_DIR ?? tmpdir()
  mkdirSync(tempDir, { recursive: true })
  // The system's own folder may hold what another API is receiving.
  if (env.TEMP_DIR) clearTempDir(tempDir)
  const db = openDatabase({ url })
  const onError = (error: Error) => logger.error({ err: error }, 'database connection failed')
  const queue = await openQueue({ url, isWorker: false, onError })
  const attempts = openAttemptStore(url)
  const changes = await openChangeHub((sink) => listenToEvents(url, sink), onError)
  const store = await openObjectStore(toObjectStoreOptions(env.objectStore, env.PUBLIC_URL))
  const recorder = openRequestRecorder({ db, logger })
  const { KLING_WEBHOOK_SECRET: secret } = env.kling
  const safeFetch = createSafeFetch({ allowedOrigins: env.SAFE_FETCH_ALLOW })
  const shopify = toShopifyOptions(env.stores)
  return {
    deps: {
      db,
      queue,
      attempts,
      store,
      logger,
      tempDir,
      clock: systemClock,
      billing: createManualBilling(),
      ...(await openMail(toMailOptions(env.mail))),
      identityProvider: openIdentityProvider(env),
      keys: env.keys,
      safeFetch,
      openConnector: createOpenConnector({ safeFetch, ...shopify }),
      shopifyApp: createShopifyApp({ ...shopify, clock: systemClock }),
      pictures: createSharpPictures(),
      offersAnalysis: env.GEMINI_ANALYSIS_MODEL !== 'none',
      registry: openRegistry({ db, clock: systemClock, logger }),
      offeredProviders: offeredProviders({ hasKling: toKlingOptions(env.kling) !== null }),
      publicUrl: env.PUBLIC_URL,
      hasInsecureCookie: env.SESSION_COOKIE_INSECURE,
    },
    changes,
    recorder,
    fileHandler: openFileHandler(env, store, logger),
    isKlingCallback: secret ? (callback) => isKlingCallback(callback, secret, systemClock.now()) : null,
    async close() {
      // What still waits to be written needs the database.
      await recorder.close()
      await Promise.all([changes.close(), queue.stop(0), attempts.close(), db.$disconnect()])
    },
  }
}

function openIdentityProvider({ identity }: Env) {
  const options = toOpenIdOptions(identity)
  return options && createOpenIdProvider(options)
}

function openFileHandler({ objectStore }: Env, store: Deps['store'], logger: Deps['logger']) {
  if (objectStore.OBJECT_STORE !== 'disk') return null
  const onFailure = (error: unknown) => logger.error({ err: error }, 'a stored file could not be sent')
  return createFileHandler({ store, linkSecret: objectStore.FILE_URL_SECRET, onFailure })
}
