import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { systemClock } from '@studio/core/kernel'
import type { TrafficLimit } from '@studio/core/provider-traffic'
import { type EventListener, listenToEvents, type OpenQueue, openDatabase, openQueue } from '@studio/db'
import { createManualBilling } from '@studio/integrations/billing'
import { createGemini, createGeminiAnalyst, type GeminiOptions } from '@studio/integrations/gemini'
import { createKling, toKlingOptions } from '@studio/integrations/kling'
import { createLocalStudio } from '@studio/integrations/local-studio'
import { openMail, toMailOptions } from '@studio/integrations/mail'
import { openObjectStore, toObjectStoreOptions } from '@studio/integrations/object-store'
import { createUnconfigured } from '@studio/integrations/picture-provider'
import { createSharpPictures } from '@studio/integrations/pictures'
import { createSafeFetch } from '@studio/integrations/safe-fetch'
import { createOpenConnector, createShopifyApp, toShopifyOptions } from '@studio/integrations/stores'
import type { Deps } from '@studio/services/kernel'
import { offeredProviders, openRegistry } from '@studio/services/models'
import { pino } from 'pino'
import type { Env } from './env.ts'

/** How long looking at one photo may take, in milliseconds: less than its job may. */
const ANALYSIS_TIMEOUT_MS = 120_000

/** What the worker's use cases need. Nobody signs in here. */
export type WorkerDeps = Omit<Deps, 'attempts' | 'identityProvider'>

/** Everything the worker holds open. */
export type Container = {
  deps: WorkerDeps
  queue: OpenQueue
  /** Calls back whenever there may be deliveries to take up: at a commit that brought some, and after a gap. */
  hearDeliveries(onSome: () => void): Promise<void>
  /** Closes all of it; call once the queue has stopped. */
  close(): Promise<void>
}

/** Opens everything the worker needs, in the one place that knows the concrete adapters. */
export async function openContainer(env: Env): Promise<Container> {
  const logger = pino({ level: env.LOG_LEVEL, base: { app: 'worker' } })
  const tempDir = env.TEMP_DIR ?? tmpdir()
  mkdirSync(tempDir, { recursive: true })
  // Before anything is open: on a wrong path to a model the worker does not start.
  const localStudio = createLocalStudio({ modelPath: env.CUTOUT_MODEL_PATH, logger })
  const url = env.DATABASE_URL
  const db = openDatabase({ url, maxConnections: 12 })
  const onError = (error: Error) => logger.error({ err: error }, 'queue connection failed')
  const onJobFailure = (job: string, error: Error) => logger.error({ err: error, job }, 'job failed')
  const queue = await openQueue({ url, isWorker: true, maxConnections: 6, onError, onJobFailure })
  const gemini: GeminiOptions = {
    apiKey: env.GEMINI_API_KEY,
    apiVersion: env.GEMINI_API_VERSION,
    timeoutMs: env.GEMINI_TIMEOUT_MS,
    logger,
    ...(env.GEMINI_BASE_URL && { baseUrl: env.GEMINI_BASE_URL }),
  }
  const kling = toKlingOptions(env.kling)
  const safeFetch = createSafeFetch({ allowedOrigins: env.SAFE_FETCH_ALLOW })
  const shopify = toShopifyOptions(env.stores)
  let listener: EventListener | undefined
  return {
    deps: {
      db,
      queue,
      logger,
      tempDir,
      clock: systemClock,
      keys: env.keys,
      billing: createManualBilling(),
      store: await openObjectStore(toObjectStoreOptions(env.objectStore, env.PUBLIC_URL)),
      pictures: createSharpPictures({ ffmpegPath: env.FFMPEG_PATH }),
      providers: {
        gemini: createGemini(gemini),
        kling: kling ? createKling({ ...kling, logger }) : createUnconfigured('kling'),
        local: localStudio,
      },
      analyst:
        env.GEMINI_ANALYSIS_MODEL === 'none'
          ? null
          : createGeminiAnalyst({
              ...gemini,
              timeoutMs: ANALYSIS_TIMEOUT_MS,
              modelId: env.GEMINI_ANALYSIS_MODEL,
            }),
      offersAnalysis: env.GEMINI_ANALYSIS_MODEL !== 'none',
      localStudio,
      registry: openRegistry({ db, clock: systemClock, logger }),
      trafficLimits: {
        gemini: limitOf(env.GEMINI_CALLS_PER_MINUTE),
        kling: limitOf(env.KLING_CALLS_PER_MINUTE),
        local: null,
      },
      offeredProviders: offeredProviders({ hasKling: kling !== null }),
      safeFetch,
      openConnector: createOpenConnector({ safeFetch, ...shopify }),
      shopifyApp: createShopifyApp({ ...shopify, clock: systemClock }),
      publicUrl: env.PUBLIC_URL,
      ...(await openMail(toMailOptions(env.mail))),
    },
    queue,
    async hearDeliveries(onSome) {
      const onEvent = ({ type }: { type: string }) => type === 'delivery.changed' && onSome()
      listener = await listenToEvents(url, { onEvent, onGap: onSome, onError })
    },
    async close() {
      await listener?.close()
      await localStudio.close()
      await db.$disconnect()
    },
  }
}

/** So many calls a minute, of which a tenth may come at once. */
function limitOf(perMinute: number): TrafficLimit | null {
  return perMinute === 0 ? null : { perMinute, burst: Math.max(1, Math.ceil(perMinute / 10)) }
}
