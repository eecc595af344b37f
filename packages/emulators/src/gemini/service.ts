import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { bodyReply, type Reply } from '../stand-in/reply.ts'
import type { Answer } from './answer.ts'
import { answerOrder } from './answer-order.ts'
import { answerQuestion } from './answer-question.ts'
import type { Effect } from './effect.ts'
import { COUNT_FIELDS, GENERATE_FIELDS, readMessage } from './known-fields.ts'
import { reply } from './misbehave.ts'
import {
  findModel,
  findTextModel,
  MODELS,
  type ModelFacts,
  showModel,
  TEXT_MODELS,
  type TextModelFacts,
} from './models.ts'
import type { PictureMaker } from './picture/index.ts'
import { readContents } from './read-contents.ts'
import { readOrder, TOKENS_PER_PICTURE } from './read-order.ts'
import { readQuestion } from './read-question.ts'
import { jsonReply } from './reply.ts'
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
  if (route === 'GET models') return jsonReply(200, { models: [...MODELS, ...TEXT_MODELS].map(showModel) })

  const model = findModel(modelId ?? '') ?? findTextModel(modelId ?? '')
  if (!model) throw modelNotFound(modelId ?? '', version)
  switch (route) {
    case 'GET model':
      return jsonReply(200, showModel(model))
    case 'POST model:countTokens':
      return countTokens(readJson(request.body))
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
  model: ModelFacts | TextModelFacts,
  { scenario, pictureMaker, latency }: Parts,
): Promise<Reply> {
  const asked = await readAsked(readJson(body), model)
  const fingerprint = createHash('sha256').update(`${model.id}\n${body}`).digest('hex')
  const effect = scenario.take({
    route,
    answers: 'ratios' in model ? 'pictures' : 'words',
    model: model.id,
    prompt: asked.prompt,
    fingerprint,
  })
  const isStream = route === 'streamGenerateContent' && url.searchParams.get('alt') === 'sse'
  const write = isStream ? writeEvents : (answer: Answer) => jsonReply(200, answer)
  const responseId = fingerprint.slice(0, 22)
  const answered = reply({ modelId: model.id, effect, signal, write }, () =>
    asked.answer({ responseId, effect, pictureMaker }),
  )
  if (latency === 'instant') return answered
  const leastMs = 1500 + (Number.parseInt(fingerprint.slice(0, 8), 16) % 2500)
  const [lateReply] = await Promise.all([answered, sleep(leastMs, undefined, { signal })])
  return lateReply
}

type Answering = { responseId: string; effect: Effect | undefined; pictureMaker: PictureMaker }

/** What is asked of a model, and how it is answered: some make pictures, others say what they see. */
async function readAsked(
  json: unknown,
  model: ModelFacts | TextModelFacts,
): Promise<{ prompt: string; answer(how: Answering): Promise<Answer> }> {
  if ('ratios' in model) {
    const order = await readOrder(json, model)
    return { prompt: order.prompt, answer: (how) => answerOrder({ order, ...how }) }
  }
  const question = await readQuestion(json, model)
  return { prompt: question.prompt, answer: (how) => answerQuestion({ question, ...how }) }
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
  return bodyReply(200, 'text/event-stream', body)
}

async function countTokens(json: unknown): Promise<Reply> {
  const body = readMessage(json, COUNT_FIELDS)
  const inner = body.generateContentRequest
  const contents = inner ? readMessage(inner, GENERATE_FIELDS).contents : body.contents
  const { textLength, pictureCount } = await readContents(contents, {
    maxPictures: 3000,
    needsSignatures: false,
  })
  const tokens = { text: Math.ceil(textLength / 4), image: pictureCount * TOKENS_PER_PICTURE }
  return jsonReply(200, {
    totalTokens: tokens.text + tokens.image,
    promptTokensDetails: [
      { modality: 'TEXT', tokenCount: tokens.text },
      { modality: 'IMAGE', tokenCount: tokens.image },
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
