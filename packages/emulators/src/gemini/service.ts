import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer } from './answer.ts'
import { generate } from './generate.ts'
import { COUNT_FIELDS, GENERATE_FIELDS, readMessage } from './known-fields.ts'
import { findModel, MODELS, type ModelFacts, showModel } from './models.ts'
import type { PictureMaker } from './picture/index.ts'
import { readOrder } from './read-order.ts'
import { jsonReply, type Reply } from './reply.ts'
import type { Route, Scenario } from './scenario.ts'
import { invalidArgument, invalidKey, missingKey, modelNotFound, ServiceError } from './service-error.ts'

/** One HTTP request to the service. `body` is the text that was sent. */
export type ServiceRequest = {
  method: string
  url: URL
  headers: IncomingHttpHeaders
  body: string
  /** Aborted when the client has gone or the emulator closes. */
  signal: AbortSignal
}

/** How long an answer takes: no longer than the drawing, or at least 1.5 to 4 s, by the request. */
export type Latency = 'instant' | 'lively'

type Parts = { scenario: Scenario; pictureMaker: PictureMaker; latency: Latency }

const MIN_DEADLINE_SECONDS = 10
const PATH = /^\/(v1|v1beta)\/models(?:\/([^/:]+)(?::(\w+))?)?$/

/**
 * Answers as the Gemini API does: the paths of `v1` and `v1beta` around models.
 *
 * @throws ServiceError in the service's own form for everything it refuses
 */
export async function serve(request: ServiceRequest, parts: Parts): Promise<Reply> {
  const [, version = '', modelId, action] = PATH.exec(decodeURIComponent(request.url.pathname)) ?? []
  if (version === '') throw new ServiceError(404, 'NOT_FOUND', 'Requested entity was not found.')
  checkCaller(request.headers)

  const route = `${request.method} ${modelId ? 'model' : 'models'}${action ? `:${action}` : ''}`
  if (route === 'GET models') return jsonReply(200, { models: MODELS.map(showModel) })

  const model = findModel(modelId ?? '')
  if (!model) throw modelNotFound(modelId ?? '', version)
  switch (route) {
    case 'GET model':
      return jsonReply(200, showModel(model))
    case 'POST model:countTokens':
      return countTokens(readJson(request.body), model)
    case 'POST model:generateContent':
      return serveGenerate('generateContent', request, model, parts)
    case 'POST model:streamGenerateContent':
      return serveGenerate('streamGenerateContent', request, model, parts)
    default:
      throw new ServiceError(404, 'NOT_FOUND', 'Requested entity was not found.')
  }
}

function checkCaller(headers: IncomingHttpHeaders): void {
  const key = headers['x-goog-api-key']
  if (!key) throw missingKey()
  if (key === 'invalid-key') throw invalidKey()
  const deadline = headers['x-server-timeout']
  if (deadline !== undefined && Number(deadline) < MIN_DEADLINE_SECONDS) {
    throw invalidArgument(
      `Manually set deadline ${deadline}s is too short. Minimum allowed deadline is ${MIN_DEADLINE_SECONDS}s.`,
    )
  }
}

async function serveGenerate(
  route: Route,
  { url, body, signal }: ServiceRequest,
  model: ModelFacts,
  { scenario, pictureMaker, latency }: Parts,
): Promise<Reply> {
  const order = await readOrder(readJson(body), model)
  const fingerprint = createHash('sha256').update(`${model.id}\n${body}`).digest('hex')
  const effect = scenario.take({ route, model: model.id, prompt: order.prompt, fingerprint })
  const isStream = route === 'streamGenerateContent' && url.searchParams.get('alt') === 'sse'
  const write = isStream ? writeEvents : (answer: Answer) => jsonReply(200, answer)
  const responseId = fingerprint.slice(0, 22)
  const reply = generate({ order, responseId, effect, pictureMaker, signal, write })
  if (latency === 'instant') return reply
  const leastMs = 1500 + (Number.parseInt(fingerprint.slice(0, 8), 16) % 2500)
  const [lateReply] = await Promise.all([reply, sleep(leastMs, undefined, { signal })])
  return lateReply
}

/** One event a part; only the last one brings the finish reason and the usage. */
function writeEvents({ candidates, usageMetadata, ...rest }: Answer): Reply {
  const [candidate] = candidates ?? []
  const parts = candidate?.content?.parts ?? []
  const early = parts.slice(0, -1).map((part) => ({
    ...rest,
    candidates: [{ content: { parts: [part], role: 'model' }, index: 0 }],
  }))
  const content = candidate?.content && { ...candidate.content, parts: parts.slice(-1) }
  const last = { ...rest, usageMetadata, candidates: candidate && [{ ...candidate, content }] }
  const body = [...early, last].map((event) => `data: ${JSON.stringify(event)}\r\n\r\n`).join('')
  return { kind: 'body', status: 200, contentType: 'text/event-stream', body }
}

async function countTokens(json: unknown, model: ModelFacts): Promise<Reply> {
  const body = readMessage(json, COUNT_FIELDS)
  const inner = body.generateContentRequest
  const contents = inner ? readMessage(inner, GENERATE_FIELDS).contents : body.contents
  const { promptTokens } = await readOrder({ contents }, model)
  return jsonReply(200, {
    totalTokens: promptTokens.text + promptTokens.image,
    promptTokensDetails: [
      { modality: 'TEXT', tokenCount: promptTokens.text },
      { modality: 'IMAGE', tokenCount: promptTokens.image },
    ],
  })
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw invalidArgument('Invalid JSON payload received. Expected an object.')
  }
}
