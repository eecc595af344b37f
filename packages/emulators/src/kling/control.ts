import type { Reply } from '../stand-in/reply.ts'
import { CALLBACK_MODES, type CallbackSettings } from './callbacks.ts'
import type { JournalEntry } from './journal.ts'
import { KINDS, type Kind } from './products.ts'
import { jsonReply } from './reply.ts'
import { type Rule, readRules } from './scenario.ts'
import type { ServiceRequest } from './service.ts'
import { badParameter, ServiceError } from './service-error.ts'

/** Where the control surface begins; no adapter ever asks for a path below it. */
export const CONTROL_PREFIX = '/__emu/'

/** What the account has, and how callbacks go out. Whatever is left out stays as it is. */
export type Seed = {
  /** How many tasks of a kind may run at once. */
  places?: Partial<Record<Kind, number>>
  /** Units left in a kind's pack. */
  units?: Partial<Record<Kind, number>>
  callbacks?: Partial<CallbackSettings>
}

/** What can be done to the emulator while it runs. */
export type Controls = {
  requests(): JournalEntry[]
  addScenario(rule: Rule): void
  seed(seed: Seed): void
  /** The emulator's time. */
  now(): Date
  /** Lets the emulator's time pass, with everything that happens in it. */
  advance(byMs: number): Promise<void>
  reset(): void
}

/**
 * Answers the control surface: `POST reset`, `POST scenario` (a rule or a list of rules), `POST seed`, `POST clock`
 * (`{"advanceMs":…}`), `GET requests`.
 *
 * @throws ServiceError 1201 for a rule or a seed that makes no sense, 1203 for anything else
 */
export async function control({ method, url, body }: ServiceRequest, controls: Controls): Promise<Reply> {
  switch (`${method} ${url.pathname.slice(CONTROL_PREFIX.length)}`) {
    case 'POST reset':
      controls.reset()
      return jsonReply(200, {})
    case 'POST scenario':
      for (const rule of readRules(JSON.parse(body))) controls.addScenario(rule)
      return jsonReply(200, {})
    case 'POST seed':
      controls.seed(readSeed(JSON.parse(body)))
      return jsonReply(200, {})
    case 'POST clock':
      await controls.advance(Number(JSON.parse(body).advanceMs))
      return jsonReply(200, {})
    case 'GET requests':
      return jsonReply(200, controls.requests())
    default:
      throw new ServiceError(1203, 'The control surface has reset, scenario, seed, clock and requests.')
  }
}

function readSeed(json: Seed): Seed {
  const { places = {}, units = {}, callbacks } = json
  for (const kind of [...Object.keys(places), ...Object.keys(units)])
    if (!KINDS.includes(kind as Kind)) throw badParameter(kind, `is none of ${KINDS.join(', ')}`)
  if (callbacks?.mode && !CALLBACK_MODES.includes(callbacks.mode))
    throw badParameter('callbacks.mode', `is none of ${CALLBACK_MODES.join(', ')}`)
  return json
}
