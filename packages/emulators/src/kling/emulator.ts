import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PictureMaker } from '../gemini/picture/index.ts'
import { createClock } from '../stand-in/clock.ts'
import { createJournal } from '../stand-in/journal.ts'
import { listen } from '../stand-in/listen.ts'
import { readBody } from '../stand-in/read-body.ts'
import { type Reply, sendReply } from '../stand-in/reply.ts'
import { type CallbackSettings, createCallbacks } from './callbacks.ts'
import type { KeyPair } from './check-caller.ts'
import { CONTROL_PREFIX, type Controls, control } from './control.ts'
import { createDrawer } from './draw.ts'
import { describeCaller, type JournalEntry, withoutPictures } from './journal.ts'
import { type Dress, pasteGarment } from './paste-garment.ts'
import { KINDS } from './products.ts'
import type { Order } from './read-order.ts'
import { errorReply } from './reply.ts'
import { createScenario, type Rule } from './scenario.ts'
import { type Parts, type ServiceRequest, serve } from './service.ts'
import { ServiceError } from './service-error.ts'
import { showTask } from './show-task.ts'
import type { Task } from './task.ts'
import { createTaskBoard } from './task-board.ts'
import { createVideoMaker } from './video/index.ts'

/**
 * How long tasks take. `instant`: they have ended once they are begun. `stepped`: as long as at the service, by a clock
 * that stands still until `advance`. `lively`: some seconds.
 */
export type Pace = 'instant' | 'stepped' | 'lively'

/** A running emulator. `url` is what takes the place of the service's base URL. */
export type KlingEmulator = Controls & { url: string; close(): Promise<void> }

/**
 * How to run it. Without a `pictureMaker` it draws with its own, cuts garments out and marks what it makes; with one it
 * pastes them whole and marks nothing.
 */
export type KlingEmulatorOptions = {
  port?: number
  pace?: Pace
  pictureMaker?: PictureMaker
  /** Frames a second of its videos; few make tests quick. */
  framesPerSecond?: number
  /** The pair of keys that tokens are signed with. */
  pair?: KeyPair
}

/** What tokens are signed with unless said otherwise. */
export const TEST_PAIR: KeyPair = { accessKey: 'test-access-key', secretKey: 'test-secret-key' }

const MAX_BODY_BYTES = 200 * 1024 * 1024
const SIGNED_BY_NOBODY: CallbackSettings = { mode: 'well', secret: null, oldSecret: null }

/**
 * Starts a local stand-in for the Kling API on 127.0.0.1: the same paths, JSON and refusals, tasks that take their
 * time, results drawn on this machine. Port 0 lets the system choose.
 */
export async function createKlingEmulator(options: KlingEmulatorOptions = {}): Promise<KlingEmulator> {
  const { port = 0, pace = 'stepped', pair = TEST_PAIR } = options
  const clock = createClock({ isRunning: pace === 'lively' })
  const journal = createJournal<JournalEntry>()
  const scenario = createScenario()
  const closing = new AbortController()
  const callbackSettings = { ...SIGNED_BY_NOBODY }
  const callbacks = createCallbacks(() => callbackSettings)
  const videoMaker = createVideoMaker()
  const { pictureMaker, dress, closeTools } = await openTools(options.pictureMaker)
  const drawer = createDrawer({
    ...{ pictureMaker, videoMaker, dress, framesPerSecond: options.framesPerSecond },
    hasWatermark: options.pictureMaker === undefined,
  })

  const board = createTaskBoard({
    clock,
    durationOf: (order) => DURATIONS[pace](order),
    onChange: (task) => callBack(task),
    // Where time stands still, results are drawn when they are fetched.
    prepare: async (task) => pace === 'lively' && drawer.draw(task, 0),
  })

  async function callBack(task: Task): Promise<void> {
    const { callbackUrl } = task.order
    if (!callbackUrl) return
    const isLast = task.state === 'done' || task.state === 'failed'
    await callbacks.send(callbackUrl, showTask(task, url), isLast, clock.nowMs())
  }

  const controls: Controls = {
    requests: journal.entries,
    addScenario: (rule: Rule) => scenario.add(rule),
    now: () => new Date(clock.nowMs()),
    advance: (byMs) => clock.advance(byMs),
    seed({ places = {}, units = {}, callbacks: changed = {} }) {
      for (const kind of KINDS) {
        const { places: oldPlaces, units: oldUnits } = board.means[kind]
        board.means[kind] = { places: places[kind] ?? oldPlaces, units: units[kind] ?? oldUnits }
      }
      Object.assign(callbackSettings, changed)
    },
    reset() {
      clock.reset()
      board.reset()
      drawer.reset()
      journal.reset()
      scenario.reset()
      callbacks.reset()
      Object.assign(callbackSettings, SIGNED_BY_NOBODY)
    },
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    response.setHeader('date', controls.now().toUTCString())
    const request: ServiceRequest = {
      method: incoming.method ?? 'GET',
      url: new URL(incoming.url ?? '/', 'http://emulator'),
      headers: incoming.headers,
      body: '',
      signal: AbortSignal.any([gone.signal, closing.signal]),
    }
    if (request.url.pathname.startsWith(CONTROL_PREFIX)) {
      const reply = await replyTo(async () =>
        control({ ...request, body: await readText(incoming) }, controls),
      )
      sendReply(reply, response)
      return
    }
    const entry = openEntry(request, controls.now())
    journal.record(entry)
    const reply = await replyTo(async () => {
      request.body = await readText(incoming)
      entry.body = describeBody(request.body)
      return serve(request, parts)
    }, entry)
    if (reply.kind === 'body') entry.status = reply.status
    sendReply(reply, response)
  }

  const server = await listen(port, answer)
  const { url } = server
  const parts: Parts = { board, scenario, drawer, clock, pair, baseUrl: url }

  return {
    ...controls,
    url,
    async close() {
      closing.abort()
      clock.reset()
      await server.close()
      await Promise.all([videoMaker.close(), closeTools()])
    },
  }
}

/** Milliseconds that a task takes. At the service pictures take 15 to 60 s, videos 1 to 5 minutes. */
const DURATIONS: Record<Pace, (order: Order) => number> = {
  instant: () => 0,
  stepped: ({ product }) => (product.kind === 'video' ? 90_000 : 20_000),
  lively: ({ product, durationSec }) => (product.kind === 'video' ? 4000 + 400 * durationSec : 4000),
}

/** Loaded only when used: cutting out needs a megabyte-sized library that most tests do without. */
async function openTools(
  given: PictureMaker | undefined,
): Promise<{ pictureMaker: PictureMaker; dress: Dress; closeTools(): Promise<unknown> }> {
  if (given) return { pictureMaker: given, dress: pasteGarment, closeTools: () => given.close() }
  const pictureMaker = (await import('../gemini/picture/index.ts')).createPictureMaker()
  const dresser = (await import('./dress.ts')).createDresser()
  const closeTools = () => Promise.all([pictureMaker.close(), dresser.close()])
  return { pictureMaker, dress: dresser.dress, closeTools }
}

function openEntry({ method, url, headers }: ServiceRequest, at: Date): JournalEntry {
  const authorization = describeCaller(headers.authorization)
  const path = url.pathname + url.search
  return { method, path, authorization, body: null, at: at.toISOString(), status: null }
}

/** Errors in the service's form stay as they are; anything else is a defect here and becomes its 5000. */
async function replyTo(work: () => Promise<Reply>, entry?: JournalEntry): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ServiceError) return errorReply(error)
    if (error instanceof Error && error.name === 'AbortError') return { kind: 'hang' }
    if (entry) entry.defect = String(error instanceof Error ? error.stack : error)
    return errorReply(new ServiceError(5000))
  }
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const refuse = () => new ServiceError(1200, 'the body is too large')
  return (await readBody(incoming, MAX_BODY_BYTES, refuse)).toString('utf8')
}

function describeBody(body: string): unknown {
  try {
    return withoutPictures(JSON.parse(body))
  } catch {
    return body === '' ? null : body
  }
}
