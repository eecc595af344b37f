import type { Reply } from '../stand-in/reply.ts'
import { jsonReply } from './reply.ts'
import { type Rule, readRules } from './scenario.ts'
import type { SiteRequest } from './service.ts'
import type { Site } from './state.ts'

/** Where the control surface begins; no adapter ever asks for a path below it. */
export const CONTROL_PREFIX = '/__emu/'

/** One request as it came in, and how it ended: credentials left out, files as their size. */
export type JournalEntry = {
  method: string
  path: string
  body: unknown
  /** The fault that it met. */
  effect: string | null
  /** The HTTP status answered, or null while there is none (and for ever, after a hang or a reset). */
  status: number | null
}

/** What can be done to the emulator while it runs. */
export type Controls = {
  requests(): JournalEntry[]
  addScenario(rule: Rule): void
  /** The site as it is, to be looked at and changed as its own people would. */
  site(): Site
  /** Adds plain products, to have many. */
  addProducts(count: number): void
  /** Makes an Application Password of `merchant`, or of `clerk`, who may not upload. */
  makePassword(login?: string, appId?: string): { user: string; applicationPassword: string }
  /** Fulfils when every webhook was delivered, or given up. */
  settled(): Promise<void>
  /** Back to how it began: no faults, no passwords, the shop as it was seeded. */
  reset(): Promise<void>
}

/**
 * Answers the control surface: `POST reset`, `POST scenario` (a rule or a list of rules), `POST seed`
 * (`{"products": 1000}`), `POST password` (`{"login": …}`), `GET requests`.
 */
export async function control({ method, url, body }: SiteRequest, controls: Controls): Promise<Reply> {
  const json = JSON.parse(Buffer.from(body).toString('utf8') || '{}')
  switch (`${method} ${url.pathname.slice(CONTROL_PREFIX.length)}`) {
    case 'POST reset':
      await controls.reset()
      return jsonReply(200, {})
    case 'POST scenario':
      for (const rule of readRules(json)) controls.addScenario(rule)
      return jsonReply(200, {})
    case 'POST seed':
      controls.addProducts(Number(json.products ?? 0))
      return jsonReply(200, {})
    case 'POST password':
      return jsonReply(200, controls.makePassword(json.login, json.app_id))
    case 'GET requests':
      return jsonReply(200, controls.requests())
    default:
      return jsonReply(404, { message: 'There are reset, scenario, seed, password and requests.' })
  }
}
