import { ApiError, type GenerateContentResponse, GoogleGenAI } from '@google/genai'
import type { FailureCode } from '@studio/core/generations'
import { type Clock, systemClock } from '@studio/core/kernel'
import {
  type MadePicture,
  type PictureProvider,
  type PictureRequest,
  ProviderFailure,
  type ProviderUsage,
} from '../picture-provider/index.ts'
import { judgeAnswer } from './answer.ts'
import { causeCode, classifyBreak, classifyServiceError } from './failure-table.ts'
import { MAX_SOURCE_BYTES, picturesOf, toParameters } from './request.ts'
import { describeServiceError, readServiceError } from './service-error.ts'
import { measureUsage } from './usage.ts'

/** How to reach Gemini. */
export type GeminiOptions = {
  apiKey: string
  /** Where the service is; a local stand-in's URL in development and tests. */
  baseUrl?: string
  /** `v1`, or `v1beta` should the service not yet know a field on `v1`. */
  apiVersion?: string
  /** How long one picture may take, in milliseconds. A 4K picture can take more than a minute. */
  timeoutMs?: number
  clock?: Clock
  logger?: GeminiLogger
}

/** Where a line about every call goes: never with wording, pictures or the key. */
export type GeminiLogger = {
  info(facts: Record<string, unknown>, message: string): void
  warn(facts: Record<string, unknown>, message: string): void
}

/** What was seen of the answer before the SDK turned it into a result or an error. */
type Exchange = { httpStatus?: number; retryAfter: string | null }

/** The service refuses a deadline header below 10 s, so a shorter limit stays between us and the socket. */
const MIN_DEADLINE_MS = 10_000

/**
 * Gemini as a maker of pictures, through @google/genai. It never retries: the queue does. When the caller's
 * signal is aborted, the call ends with the signal's own reason, so that it cannot be taken for a failure.
 *
 * @throws Error when the key is empty
 */
export function createGemini(options: GeminiOptions): PictureProvider {
  const {
    apiKey,
    baseUrl = 'https://generativelanguage.googleapis.com',
    apiVersion = 'v1',
    timeoutMs = 180_000,
    clock = systemClock,
    logger,
  } = options
  if (apiKey === '') throw new Error('Gemini needs an API key. Set GEMINI_API_KEY.')
  const ai = new GoogleGenAI({
    apiKey,
    // Said outright, or variables of the environment could send calls to another service.
    enterprise: false,
    httpOptions: { baseUrl, apiVersion, timeout: Math.max(timeoutMs, MIN_DEADLINE_MS) },
  })

  async function ask(request: PictureRequest, signal: AbortSignal): Promise<GenerateContentResponse> {
    const { config, ...parameters } = toParameters(request)
    const exchange: Exchange = { retryAfter: null }
    const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    const httpOptions = { fetch: watchedFetch(exchange) }
    try {
      return await ai.models.generateContent({
        ...parameters,
        config: { ...config, abortSignal, httpOptions },
      })
    } catch (error) {
      signal.throwIfAborted()
      throw toFailure(error, exchange, apiKey, clock.now())
    }
  }

  async function make(request: PictureRequest, signal: AbortSignal): Promise<MadePicture> {
    signal.throwIfAborted()
    const tooHeavy = picturesOf(request).find(({ bytes }) => bytes.byteLength > MAX_SOURCE_BYTES)
    if (tooHeavy) throw failure('refused_request', `a picture of ${tooHeavy.bytes.byteLength} bytes`)
    const answer = await ask(request, signal)
    const { providerPriceUsd } = request.model
    const usage =
      answer.usageMetadata &&
      providerPriceUsd.by === 'tokens' &&
      measureUsage(answer.usageMetadata, providerPriceUsd)
    const verdict = judgeAnswer(answer)
    if ('code' in verdict) throw failure(verdict.code, verdict.diagnosis, { usage: usage || undefined })
    return {
      ...verdict,
      modelVersion: answer.modelVersion ?? null,
      usage: usage || NO_USAGE,
      // It draws the product anew, however faithfully: nothing it makes is a composite of real pixels.
      marking: 'generated',
      cutOut: null,
    }
  }

  return {
    id: 'gemini',
    name: 'Gemini',
    takesOriginals: false,
    async makePicture(request, signal) {
      const startedAtMs = clock.now().getTime()
      const facts = () => ({ modelId: request.model.id, durationMs: clock.now().getTime() - startedAtMs })
      try {
        const made = await make(request, signal)
        logger?.info({ ...facts(), modelVersion: made.modelVersion, ...made.usage }, 'Gemini made a picture')
        return made
      } catch (error) {
        if (error instanceof ProviderFailure) {
          const { code, diagnosis, retryAfterMs, usage } = error
          logger?.warn({ ...facts(), code, diagnosis, retryAfterMs, ...usage }, 'Gemini made no picture')
        }
        throw error
      }
    },
  }
}

const NO_USAGE: ProviderUsage = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 }

/**
 * The SDK keeps neither the `Retry-After` header nor the status of an answer whose body is broken. A redirect
 * is never followed: the key would go along.
 */
function watchedFetch(exchange: Exchange): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'error' })
    exchange.httpStatus = response.status
    exchange.retryAfter = response.headers.get('retry-after')
    return response
  }
}

function toFailure(
  error: unknown,
  { httpStatus, retryAfter }: Exchange,
  apiKey: string,
  now: Date,
): ProviderFailure {
  if (error instanceof ApiError) {
    const body = error.message.replaceAll(apiKey, '***')
    const serviceError = readServiceError(error.status, body, retryAfter, now)
    const { retryAfterMs } = serviceError
    return failure(classifyServiceError(serviceError), describeServiceError(serviceError), { retryAfterMs })
  }
  const name =
    error instanceof Error ? [error.name, causeCode(error)].filter(Boolean).join(' ') : typeof error
  const status = httpStatus === undefined ? 'no answer' : `HTTP ${httpStatus}`
  return failure(classifyBreak(error, httpStatus), `${name}, ${status}`)
}

function failure(
  code: FailureCode,
  diagnosis: string,
  more: { usage?: ProviderUsage | undefined; retryAfterMs?: number | undefined } = {},
): ProviderFailure {
  return new ProviderFailure(code, diagnosis, {
    ...(more.usage && { usage: more.usage }),
    ...(more.retryAfterMs !== undefined && { retryAfterMs: more.retryAfterMs }),
  })
}
