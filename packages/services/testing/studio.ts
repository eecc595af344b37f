import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { AssetView } from '@studio/core/assets'
import { newId } from '@studio/core/kernel'
import type { PlanId } from '@studio/core/plans'
import type { TrafficLimit } from '@studio/core/provider-traffic'
import type { StorePlatform, StoreView } from '@studio/core/stores'
import { periodAt } from '@studio/core/subscriptions'
import { inTransaction, openAttemptStore, openQueue } from '@studio/db'
import type { TestDatabase } from '@studio/db/testing'
import { createGeminiEmulator, createPlainPictureMaker, type GeminiEmulator } from '@studio/emulators/gemini'
import { createKlingEmulator, type KlingEmulator } from '@studio/emulators/kling'
import { createManualBilling } from '@studio/integrations/billing'
import { createGemini, createGeminiAnalyst } from '@studio/integrations/gemini'
import { createKling } from '@studio/integrations/kling'
import { createLocalStudio } from '@studio/integrations/local-studio'
import { createOutbox, type Outbox } from '@studio/integrations/mail'
import { openObjectStore } from '@studio/integrations/object-store'
import { createSharpPictures } from '@studio/integrations/pictures'
import { createSafeFetch } from '@studio/integrations/safe-fetch'
import { createOpenConnector, createShopifyApp } from '@studio/integrations/stores'
import sharp from 'sharp'
import { receiveUpload } from '../src/assets/index.ts'
import { grantCredits } from '../src/credits/index.ts'
import type { AccountActor, Deps, Logger } from '../src/kernel/index.ts'
import { keyVariables } from '../src/keys/index.ts'
import { offeredProviders, openRegistry } from '../src/models/index.ts'
import { createTestClock, type TestClock } from './clock.ts'
import { createTestJobs, type TestJobs } from './jobs.ts'
import type { TestStores } from './stores.ts'

/** A line that was logged. */
export type LogLine = { level: keyof Logger; facts: Record<string, unknown>; message: string }

/** The product on real PostgreSQL, real files, real pictures and the stand-ins for Gemini and Kling; only time is a test's. */
export type TestStudio = {
  deps: Deps
  clock: TestClock
  jobs: TestJobs
  gemini: GeminiEmulator
  /** Its tasks have ended once they are begun, unless a test slows them down; its clock is its own. */
  kling: KlingEmulator
  databaseUrl: string
  /** The mails that were sent, newest first. */
  outbox: Outbox
  outboxDir: string
  /** Where the disk store keeps its files, and the secret that signs their links. */
  storeDir: string
  linkSecret: string
  /** The studio's own keys, as a process is told them by its environment. */
  keyEnvironment: Record<'CREDENTIAL_KEYS' | 'TOKEN_PEPPERS' | 'RECEIPT_SIGNING_KEY', string>
  log: LogLine[]
  /** Makes an account that has just these credits, on the largest plan unless another is named. */
  makeAccount(credits?: number, planId?: PlanId): Promise<AccountActor>
  /** The stand-ins for Shopify and for a WooCommerce site, with `hasStores` alone; their clocks are their own. */
  shopify: TestStores['shopify']
  woocommerce: TestStores['woocommerce']
  /** Connects a store as its owner does: of Shopify the shop named, made where there is none, of WooCommerce the one site. */
  connectStore(actor: AccountActor, platform: StorePlatform, shop?: string): Promise<StoreView>
  /** Uploads bytes as an account. */
  upload(actor: AccountActor, bytes: Uint8Array, fileName?: string): Promise<AssetView>
  close(): Promise<void>
}

/** How to open one: on a database of its own making, unless one is given. */
export type TestStudioOptions = {
  database?: TestDatabase
  /** Origins of this machine that may be asked as if they were public. */
  allowedOrigins?: string[]
  /** Whether uploads are looked at, and whether they are judged; off, so that tests count no jobs and calls but their own. */
  hasAnalyst?: boolean
  hasJudge?: boolean
  /** Whether there are shops to be connected. */
  hasStores?: boolean
  /** How often Gemini may be asked; without a limit unless a test is about that. */
  geminiLimit?: TrafficLimit
}

const PROVIDER_TIMEOUT_MS = 20_000
const PHOTOS = new URL('../../../fixtures/photos/', import.meta.url)

/** Enough to be looked at and cut out; to prepare the files' own 1600 pixels takes ten times as long. */
const PHOTO_SIDE_PX = 480
const photos = new Map<string, Promise<Buffer>>()

/** Reads one of the real photos by the beginning of its file name: its longer side has 480 pixels. */
export function readPhoto(name = 'imani-clovis-234736'): Promise<Buffer> {
  const read = photos.get(name) ?? readSmall(new URL(`${name}-unsplash.jpg`, PHOTOS))
  photos.set(name, read)
  return read
}

async function readSmall(file: URL): Promise<Buffer> {
  const inside = { width: PHOTO_SIDE_PX, height: PHOTO_SIDE_PX, fit: 'inside' } as const
  return sharp(await readFile(file))
    .resize(inside)
    .jpeg({ quality: 90 })
    .toBuffer()
}

/** Opens a studio of one's own. Close it when done. */
export async function openTestStudio(options: TestStudioOptions = {}): Promise<TestStudio> {
  const database = options.database ?? (await cloneTemplate())
  const { db, url } = database
  const dir = await mkdtemp(join(tmpdir(), 'studio-test-'))
  const storeDir = join(dir, 'objects')
  const outboxDir = join(dir, 'outbox')
  const outbox = createOutbox({ dir: outboxDir, clock: { now: () => clock.now() } })
  const linkSecret = 'a secret that only this test knows'
  const keyEnvironment = makeKeys()
  const clock = createTestClock()
  const log: LogLine[] = []
  const logger = createLogger(log)
  const gemini = await createGeminiEmulator({ pictureMaker: createPlainPictureMaker() })
  const kling = await createKlingEmulator({
    pace: 'instant',
    pictureMaker: createPlainPictureMaker(),
    framesPerSecond: 1,
  })
  const queue = await openQueue({
    url,
    isWorker: false,
    onError: (error) => logger.error({ error }, 'queue'),
  })
  const attempts = openAttemptStore(url)
  const publicUrl = 'http://localhost:3000'
  const stores = options.hasStores ? await openShops() : null
  const standIns = stores ? [stores.shopify.url, stores.woocommerce.url] : []
  const safeFetch = createSafeFetch({ allowedOrigins: [...standIns, ...(options.allowedOrigins ?? [])] })
  // Its thread starts with the first photo, so it costs nothing where it is not used.
  const localStudio = createLocalStudio()
  const geminiOptions = { apiKey: 'stand-in', baseUrl: gemini.url, timeoutMs: PROVIDER_TIMEOUT_MS, logger }
  const deps: Deps = {
    db,
    queue,
    clock,
    attempts,
    billing: createManualBilling(),
    mailer: outbox,
    identityProvider: null,
    outbox,
    keys: keyVariables.parse(keyEnvironment),
    safeFetch,
    openConnector: createOpenConnector({ safeFetch, standInUrl: stores?.shopify.url }),
    shopifyApp: createShopifyApp({ app: stores?.app ?? null, standInUrl: stores?.shopify.url, clock }),
    logger,
    publicUrl,
    tempDir: await mkdtemp(join(dir, 'temp-')),
    store: await openObjectStore({ kind: 'disk', root: storeDir, baseUrl: publicUrl, linkSecret }),
    pictures: createSharpPictures(),
    analyst: options.hasAnalyst ? createGeminiAnalyst(geminiOptions) : null,
    offersAnalysis: options.hasAnalyst ?? false,
    localStudio: options.hasJudge ? localStudio : null,
    registry: openRegistry({ db, clock, logger }),
    offeredProviders: offeredProviders({ hasKling: true }),
    trafficLimits: { local: null, gemini: options.geminiLimit ?? null, kling: null },
    providers: {
      local: localStudio,
      kling: createKling({
        apiKey: 'stand-in',
        baseUrl: kling.url,
        timeoutMs: PROVIDER_TIMEOUT_MS,
        clock,
        logger,
      }),
      gemini: createGemini(geminiOptions),
    },
  }
  return {
    deps,
    clock,
    gemini,
    kling,
    log,
    outbox,
    outboxDir,
    storeDir,
    linkSecret,
    keyEnvironment,
    databaseUrl: url,
    jobs: createTestJobs(deps, clock),
    get shopify() {
      return requireStores(stores).shopify
    },
    get woocommerce() {
      return requireStores(stores).woocommerce
    },
    connectStore: (actor, platform, shop) => requireStores(stores).connect(actor, platform, shop, deps),
    makeAccount: (credits = 0, planId = 'agency') => makeAccount(deps, credits, planId),
    async upload(actor, bytes, fileName = 'photo.jpg') {
      const { asset } = await receiveUpload(actor, { body: Readable.from([bytes]), fileName }, deps)
      return asset
    },
    async close() {
      await Promise.all([queue.stop(0), attempts.close(), gemini.close(), kling.close(), localStudio.close()])
      await stores?.close()
      await database.drop()
      await rm(dir, { recursive: true })
    },
  }
}

function requireStores(stores: TestStores | null): TestStores {
  if (!stores) throw new Error('this studio has no shops: openTestStudio({ hasStores: true })')
  return stores
}

/** Loaded only when used: reading Shopify's schema takes half a second. */
async function openShops(): Promise<TestStores> {
  const { openTestStores } = await import('./stores.ts')
  return openTestStores()
}

/** Loaded only when used: it needs the test runner, which benchmarks do without. */
async function cloneTemplate(): Promise<TestDatabase> {
  const { createTestDatabase } = await import('@studio/db/testing')
  return createTestDatabase()
}

async function makeAccount({ db, clock }: Deps, credits: number, planId: PlanId): Promise<AccountActor> {
  const now = clock.now()
  const accountId = newId('account', now)
  // Nobody signs in to it: hashing a password would only cost time.
  const secrets = { email: `${accountId}@example.com`, passwordHash: 'none' }
  await db.account.create({ data: { id: accountId, name: 'Test', createdAt: now, ...secrets } })
  const periodEnd = periodAt(now, 0).end
  await db.subscription.create({ data: { accountId, planId, anchor: now, periodIndex: 0, periodEnd } })
  if (credits > 0) {
    const grant = { accountId, credits, source: 'test', causeId: accountId, idempotencyKey: 'test', now }
    await inTransaction(db, (tx) => grantCredits(tx, grant))
  }
  return { kind: 'account', accountId, sessionId: 'test' }
}

function makeKeys(): TestStudio['keyEnvironment'] {
  const key = () => randomBytes(32).toString('base64')
  return { CREDENTIAL_KEYS: `test:${key()}`, TOKEN_PEPPERS: `test:${key()}`, RECEIPT_SIGNING_KEY: key() }
}

function createLogger(log: LogLine[]): Logger {
  const write = (level: keyof Logger) => (facts: Record<string, unknown>, message: string) => {
    log.push({ level, facts, message })
  }
  return { info: write('info'), warn: write('warn'), error: write('error') }
}
