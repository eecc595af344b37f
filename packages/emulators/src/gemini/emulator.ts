import type { IncomingMessage, ServerResponse } from 'node:http'
import { createJournal } from '../stand-in/journal.ts'
import { listen } from '../stand-in/listen.ts'
import { readBody } from '../stand-in/read-body.ts'
import { type Reply, sendReply } from '../stand-in/reply.ts'
import { CONTROL_PREFIX, type Controls, control } from './control.ts'
import { type JournalEntry, maskKey, withoutPictures } from './journal.ts'
import type { PictureMaker } from './picture/index.ts'
import { jsonReply } from './reply.ts'
import { createScenario, type Rule } from './scenario.ts'
import { type Latency, type ServiceRequest, serve } from './service.ts'
import { invalidArgument, ServiceError, usualError } from './service-error.ts'

/** A running emulator. `url` is what takes the place of the service's base URL. */
export type GeminiEmulator = Controls & { url: string; close(): Promise<void> }

/** How to run it. Without a `pictureMaker` it draws with its own. */
export type GeminiEmulatorOptions = { port?: number; latency?: Latency; pictureMaker?: PictureMaker }

const MAX_BODY_BYTES = 100 * 1024 * 1024

/**
 * Starts a local stand-in for the Gemini API on 127.0.0.1: the same paths, JSON and refusals, with pictures
 * drawn on this machine. Port 0 lets the system choose.
 */
export async function createGeminiEmulator(options: GeminiEmulatorOptions = {}): Promise<GeminiEmulator> {
  const { port = 0, latency = 'instant' } = options
  // Loaded only when used: cutting out needs a megabyte-sized library that most tests do without.
  const pictureMaker = options.pictureMaker ?? (await import('./picture/index.ts')).createPictureMaker()
  const journal = createJournal<JournalEntry>()
  const scenario = createScenario()
  const closing = new AbortController()

  const controls: Controls = {
    requests: journal.entries,
    addScenario: (rule: Rule) => scenario.add(rule),
    reset() {
      journal.reset()
      scenario.reset()
    },
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController()
    response.once('close', () => gone.abort())
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
    const entry = openEntry(request)
    journal.record(entry)
    const reply = await replyTo(async () => {
      request.body = await readText(incoming)
      entry.body = describeBody(request.body)
      return serve(request, { scenario, pictureMaker, latency })
    }, entry)
    if (reply.kind === 'body') entry.status = reply.status
    sendReply(reply, response)
  }

  const server = await listen(port, answer)

  return {
    ...controls,
    url: server.url,
    async close() {
      closing.abort()
      await server.close()
      await pictureMaker.close()
    },
  }
}

function openEntry({ method, url, headers }: ServiceRequest): JournalEntry {
  const at = new Date().toISOString()
  return { method, path: url.pathname + url.search, headers: maskKey(headers), body: null, at, status: null }
}

/** Errors in the service's form stay as they are; anything else is a defect here and becomes its 500. */
async function replyTo(work: () => Promise<Reply>, entry?: JournalEntry): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ServiceError) return jsonReply(error.httpStatus, error.body)
    if (error instanceof Error && error.name === 'AbortError') return { kind: 'hang' }
    if (entry) entry.defect = String(error instanceof Error ? error.stack : error)
    return jsonReply(500, usualError(500).body)
  }
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const words = `Request payload size exceeds the limit: ${MAX_BODY_BYTES} bytes.`
  return (await readBody(incoming, MAX_BODY_BYTES, () => invalidArgument(words))).toString('utf8')
}

function describeBody(body: string): unknown {
  try {
    return withoutPictures(JSON.parse(body))
  } catch {
    return body === '' ? null : body
  }
}
