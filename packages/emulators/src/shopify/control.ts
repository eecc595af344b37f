import type { Reply } from '../stand-in/reply.ts'
import type { Plan } from './budget.ts'
import type { Edit } from './edit.ts'
import { COMPLIANCE_TOPICS, type ComplianceTopic } from './installations.ts'
import type { JournalEntry } from './journal.ts'
import { jsonReply } from './reply.ts'
import { type Rule, readRules } from './scenario.ts'
import type { SeedProduct } from './seed.ts'
import type { ServiceRequest } from './service.ts'
import type { App, Product, Shop, World } from './state.ts'
import { type Delivery, WEBHOOK_MODES, type WebhookMode } from './webhooks.ts'

/** Where the control surface begins; no connector ever asks for a path below it. */
export const CONTROL_PREFIX = '/__emu/'

/** What can be done to the emulator while it runs. Shops are named by their domain. @throws Error for an unknown shop */
export type Controls = {
  requests(): JournalEntry[]
  deliveries(): Delivery[]
  /** Answers what tells whether the rule is used up. */
  addScenario(rule: Rule): () => boolean
  /** The emulator's time. */
  now(): Date
  /** Lets the emulator's time pass, with everything that happens in it. */
  advance(byMs: number): Promise<void>
  /** Fulfils when no webhook is on its way any more. */
  settle(): Promise<void>
  addShop(domain: string, more?: { name?: string; ownApp?: App | null }): void
  addProduct(domain: string, product: SeedProduct): Promise<Product>
  /** Many products with the same pictures, for speed. */
  addProducts(domain: string, count: number, picturesEach?: number): Promise<void>
  /** A copy of everything in a shop. */
  shop(domain: string): Shop
  /** The bytes of a file, by its id. */
  bytesOf(domain: string, fileId: string): Promise<Uint8Array>
  edit(domain: string, productId: string, edit: Edit): Promise<void>
  /** Deletes a file for good, wherever it is shown. */
  deleteFile(domain: string, fileId: string): void
  /** A token of the operator's app that does not end, without asking anybody. */
  issueToken(domain: string, scopes?: string[]): string
  /** What the admin gives an embedded page; `claims` replaces some of what it says. */
  sessionToken(domain: string, claims?: Record<string, unknown>): string
  /** Parameters of an address as Shopify signs them. */
  signedQuery(domain: string, more?: Record<string, string>): URLSearchParams
  uninstall(domain: string): Promise<void>
  revokeTokens(domain: string): void
  sendCompliance(domain: string, topic: ComplianceTopic): Promise<void>
  setPlan(plan: Plan): void
  setWebhookMode(mode: WebhookMode): void
  /** Where the operator's app is: its embedded page and its door for webhooks. */
  setAppUrl(url: string | null): void
  /** A copy of all shops, to be put back later, with ids and tokens. */
  keep(): World
  /** Puts all shops back to how they were, and ends what was to go wrong. */
  putBack(world: World): void
  /** Takes everything back to the beginning, without any shop. */
  reset(): void
}

/**
 * Answers the control surface: `POST reset`, `scenario` (a rule or a list), `clock` (`{"advanceMs":…}`), `app`
 * (`{"url":…}`), `plan`, `webhooks` (`{"mode":…}`), and of one shop `shops/<domain>/{shop,products,edit,token,uninstall,
 * revoke,comply}`; `GET requests`, `deliveries`, `shops/<domain>/{shop,session-token}`.
 */
export async function control({ method, url, body }: ServiceRequest, controls: Controls): Promise<Reply> {
  const path = url.pathname.slice(CONTROL_PREFIX.length)
  const json = body.byteLength > 0 ? JSON.parse(body.toString()) : {}
  const [, domain, what] = /^shops\/([^/]+)\/([a-z-]+)$/.exec(path) ?? []
  try {
    if (domain && what) return jsonReply(200, await controlShop(`${method} ${what}`, domain, json, controls))
    return jsonReply(200, await controlAll(`${method} ${path}`, json, controls))
  } catch (error) {
    return jsonReply(400, { error: (error as Error).message })
  }
}

async function controlAll(what: string, json: Record<string, never>, controls: Controls): Promise<unknown> {
  switch (what) {
    case 'POST reset':
      return done(controls.reset())
    case 'POST scenario': {
      const rules = readRules(json)
      if (!rules) throw new Error('a rule needs {"effect":{"kind":…}} with a known kind')
      for (const rule of rules) controls.addScenario(rule)
      return {}
    }
    case 'POST clock':
      return done(await controls.advance(Number(json.advanceMs)))
    case 'POST app':
      return done(controls.setAppUrl(json.url ?? null))
    case 'POST plan':
      return done(
        controls.setPlan({
          maximumAvailable: Number(json.maximumAvailable),
          restoreRate: Number(json.restoreRate),
        }),
      )
    case 'POST webhooks': {
      const mode = WEBHOOK_MODES.find((one) => one === json.mode)
      if (!mode) throw new Error(`mode is none of ${WEBHOOK_MODES.join(', ')}`)
      return done(controls.setWebhookMode(mode))
    }
    case 'GET requests':
      return controls.requests()
    case 'GET deliveries':
      return controls.deliveries()
    default:
      throw new Error(
        'The control surface has reset, scenario, clock, app, plan, webhooks, requests, deliveries and shops.',
      )
  }
}

async function controlShop(
  what: string,
  domain: string,
  json: Record<string, never>,
  controls: Controls,
): Promise<unknown> {
  switch (what) {
    case 'POST shop':
      return done(controls.addShop(domain, json))
    case 'GET shop':
      return controls.shop(domain)
    case 'POST products':
      return done(await controls.addProducts(domain, Number(json.count), Number(json.pictures ?? 2)))
    case 'POST edit':
      return done(await controls.edit(domain, String(json.productId), json))
    case 'POST token':
      return { token: controls.issueToken(domain, json.scopes) }
    case 'GET session-token':
      return { token: controls.sessionToken(domain) }
    case 'POST uninstall':
      return done(await controls.uninstall(domain))
    case 'POST revoke':
      return done(controls.revokeTokens(domain))
    case 'POST comply': {
      const topic = COMPLIANCE_TOPICS.find((one) => one === json.topic)
      if (!topic) throw new Error(`topic is none of ${COMPLIANCE_TOPICS.join(', ')}`)
      return done(await controls.sendCompliance(domain, topic))
    }
    default:
      throw new Error('A shop has shop, products, edit, token, session-token, uninstall, revoke and comply.')
  }
}

const done = (_result: unknown) => ({})
