import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { createClock } from '../stand-in/clock.ts'
import { createJournal } from '../stand-in/journal.ts'
import { listen } from '../stand-in/listen.ts'
import { readBody } from '../stand-in/read-body.ts'
import { type Reply, sendReply } from '../stand-in/reply.ts'
import { API_VERSION, createAdminApi } from './admin-api.ts'
import { createBudget } from './budget.ts'
import type { Pace, Parts } from './call.ts'
import { CONTROL_PREFIX, type Controls, control } from './control.ts'
import { deleteFile, editProduct } from './edit.ts'
import { createExecute } from './execute.ts'
import { signedQuery } from './grant-page.ts'
import { productBody, revokeTokens, tellCompliance, uninstall } from './installations.ts'
import type { JournalEntry } from './journal.ts'
import { createWorldKeeper } from './keep-world.ts'
import { createPictureStore } from './pictures.ts'
import { applyDueJobs } from './product-mutations.ts'
import { readAdminSchema } from './read-admin-schema.ts'
import { jsonReply } from './reply.ts'
import { createScenario } from './scenario.ts'
import { seedProduct, seedSynthetic } from './seed.ts'
import { type ServiceRequest, serve } from './service.ts'
import { mintSessionToken } from './sign.ts'
import { type App, createShop, type Shop, type World } from './state.ts'
import { ALL_SCOPES, issueToken } from './tokens.ts'
import { createWebhooks } from './webhooks.ts'

/** A running emulator. `url` is what `SHOPIFY_STAND_IN_URL` names: it answers for all shops, below `/shops/<domain>`. */
export type ShopifyEmulator = Controls & { url: string; close(): Promise<void> }

/** How to run it. Without `dir` everything is in memory; with it, shops are found again after a restart. */
export type ShopifyEmulatorOptions = {
  port?: number
  pace?: Pace
  dir?: string
  /** The operator's app. */
  app?: App
  /** Where that app is; webhooks and the embedded page go below it. */
  appUrl?: string
  /** Adds the first shops, once somebody asks for anything and there are none. */
  addShops?: (controls: Controls) => Promise<void>
}

/** The operator's app, unless said otherwise. */
export const TEST_APP: App = { clientId: 'studio-pro-test', clientSecret: 'shpss_test-secret' }

/** The app that the owner of a shop has of their own, unless said otherwise. */
export const TEST_OWN_APP: App = { clientId: 'own-app-test', clientSecret: 'shpss_own-secret' }

const MAX_BODY_BYTES = 64 * 1024 * 1024
const MAX_ENTRIES = 5000
const FIRST_NUMBER = 1_000_000

/** Read once, however many emulators there are. */
let schemaOnce: ReturnType<typeof readAdminSchema> | undefined
function readSchemaOnce() {
  schemaOnce ??= readAdminSchema()
  return schemaOnce
}

/**
 * Starts a local stand-in for Shopify on 127.0.0.1: the Admin API on Shopify's own schema, installing, tokens, uploads,
 * webhooks and a plain storefront, for as many shops as are added. Port 0 lets the system choose.
 */
export async function openShopifyEmulator(options: ShopifyEmulatorOptions = {}): Promise<ShopifyEmulator> {
  const { port = 0, pace = 'stepped', dir, app = TEST_APP } = options
  const clock = createClock({ isRunning: pace !== 'stepped' })
  const keeper = createWorldKeeper(dir)
  const world: World = keeper.read() ?? { shops: {}, lastNumber: FIRST_NUMBER }
  const [journal, scenario, budget] = [
    createJournal<JournalEntry>(MAX_ENTRIES),
    createScenario(),
    createBudget(),
  ]
  const webhooks = createWebhooks(app, clock, API_VERSION)
  const late = new Map<string, Pick<Shop, 'products' | 'files'>>()
  let appUrl = options.appUrl ?? null

  const server = await listen(port, answer)
  const { url } = server
  const parts: Parts = {
    ...{ world, clock, pace, scenario, webhooks, app, baseUrl: url, schema: readSchemaOnce },
    appUrl: () => appUrl,
    execute: createExecute(readSchemaOnce),
    pictures: createPictureStore(dir === undefined ? undefined : join(dir, 'pictures')),
    save: () => keeper.write(world),
  }
  const answerAdmin = createAdminApi(parts, budget, late)

  function requireShop(domain: string): Shop {
    const shop = world.shops[domain]
    if (!shop) throw new Error(`no shop ${domain}`)
    applyDueJobs(shop, clock.nowMs())
    return shop
  }

  const controls: Controls = {
    requests: journal.entries,
    deliveries: () => structuredClone(webhooks.deliveries),
    now: () => new Date(clock.nowMs()),
    advance: (byMs) => clock.advance(byMs),
    settle: () => webhooks.settle(),
    addScenario(rule) {
      const isUsedUp = scenario.add(rule)
      if (rule.effect.kind === 'stale')
        for (const { domain, products, files } of Object.values(world.shops))
          late.set(domain, structuredClone({ products, files }))
      return isUsedUp
    },
    addShop(domain, { name = domain.replace('.myshopify.com', ''), ownApp = TEST_OWN_APP } = {}) {
      createShop(world, domain, name, ownApp)
      parts.save()
    },
    async addProduct(domain, product) {
      const shop = requireShop(domain)
      const made = await seedProduct(shop, product, parts)
      parts.save()
      await webhooks.tell(shop, 'products/create', productBody(made))
      return structuredClone(made)
    },
    async addProducts(domain, count, picturesEach = 2) {
      await seedSynthetic(requireShop(domain), count, picturesEach, parts)
      parts.save()
    },
    shop: (domain) => structuredClone(requireShop(domain)),
    bytesOf: (domain, fileId) => parts.pictures.get(requireShop(domain).files[fileId]?.picture?.key ?? ''),
    edit: (domain, productId, edit) => editProduct(requireShop(domain), productId, edit, parts),
    deleteFile(domain, fileId) {
      deleteFile(requireShop(domain), fileId)
      parts.save()
    },
    issueToken: (domain, scopes = ALL_SCOPES) => issueToken(requireShop(domain), app, scopes, null),
    sessionToken: (domain, claims) => mintSessionToken(domain, app, clock.nowMs(), claims),
    signedQuery: (domain, more = {}) => signedQuery(domain, more, parts),
    async uninstall(domain) {
      uninstall(requireShop(domain), app.clientId, parts)
      parts.save()
      await webhooks.settle()
    },
    revokeTokens: (domain) => revokeTokens(requireShop(domain), app.clientId),
    sendCompliance: (domain, topic) => tellCompliance(requireShop(domain), topic, parts),
    setPlan: (plan) => budget.setPlan(plan),
    setWebhookMode: (mode) => webhooks.setMode(mode),
    setAppUrl(next) {
      appUrl = next
    },
    keep: () => structuredClone(world),
    putBack(kept) {
      world.shops = structuredClone(kept.shops)
      for (const part of [scenario, budget, webhooks]) part.reset()
      parts.save()
    },
    reset() {
      world.shops = {}
      late.clear()
      appUrl = options.appUrl ?? null
      for (const part of [clock, journal, scenario, budget, webhooks]) part.reset()
      parts.save()
    },
  }

  let prepared: Promise<void> | undefined
  /** Drawing pictures takes a moment, and most studios never look at a shop. */
  function preparation(): Promise<void> {
    const isNeeded = options.addShops !== undefined && Object.keys(world.shops).length === 0
    prepared ??= isNeeded ? options.addShops?.(controls) : undefined
    return prepared ?? Promise.resolve()
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', headers } = incoming
    const request: ServiceRequest = {
      ...{ method, headers, body: Buffer.alloc(0) },
      url: new URL(incoming.url ?? '/', 'http://emulator'),
    }
    const isControl = request.url.pathname.startsWith(CONTROL_PREFIX)
    const entry: JournalEntry = {
      ...{ method, path: request.url.pathname, operation: '', sizeBytes: 0, status: null },
      at: controls.now().toISOString(),
    }
    if (!isControl) journal.record(entry)
    let reply: Reply
    try {
      request.body = await readBody(incoming, MAX_BODY_BYTES, () => new Error('the body is too large'))
      entry.sizeBytes = request.body.byteLength
      entry.operation = operationIn(request)
      await preparation()
      reply = await (isControl ? control(request, controls) : serve(request, parts, answerAdmin))
    } catch (error) {
      entry.defect = String(error instanceof Error ? error.stack : error)
      reply = jsonReply(500, { errors: 'Internal Server Error' })
    }
    if (reply.kind === 'body') entry.status = reply.status
    sendReply(reply, response)
  }

  return {
    ...controls,
    url,
    async close() {
      await webhooks.settle()
      clock.reset()
      await server.close()
    },
  }
}

/** The name of the document in a call to the Admin API. */
function operationIn({ url, body }: ServiceRequest): string {
  if (!url.pathname.endsWith('/graphql.json')) return ''
  return /"query":"\s*(?:query|mutation)\s+(\w+)/.exec(body.toString())?.[1] ?? ''
}
