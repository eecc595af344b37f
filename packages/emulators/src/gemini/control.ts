import type { Reply } from '../stand-in/reply.ts'
import type { JournalEntry } from './journal.ts'
import { jsonReply } from './reply.ts'
import { type Rule, readRules } from './scenario.ts'
import type { ServiceRequest } from './service.ts'
import { ServiceError } from './service-error.ts'

/** Where the control surface begins; no adapter ever asks for a path below it. */
export const CONTROL_PREFIX = '/__emu/'

/** What can be done to the emulator while it runs. */
export type Controls = { requests(): JournalEntry[]; addScenario(rule: Rule): void; reset(): void }

/**
 * Answers the control surface: `POST reset`, `POST scenario` (a rule or a list of rules), `GET requests`.
 *
 * @throws ServiceError 400 for a rule that makes no sense, 404 for anything else
 */
export function control({ method, url, body }: ServiceRequest, controls: Controls): Reply {
  switch (`${method} ${url.pathname.slice(CONTROL_PREFIX.length)}`) {
    case 'POST reset':
      controls.reset()
      return jsonReply(200, {})
    case 'POST scenario':
      for (const rule of readRules(JSON.parse(body))) controls.addScenario(rule)
      return jsonReply(200, {})
    case 'GET requests':
      return jsonReply(200, controls.requests())
    default:
      throw new ServiceError(404, 'NOT_FOUND', 'The control surface has reset, scenario and requests.')
  }
}
