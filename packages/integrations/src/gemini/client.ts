import {
  ApiError,
  type GenerateContentParameters,
  type GenerateContentResponse,
  GoogleGenAI,
} from '@google/genai'
import type { FailureCode } from '@studio/core/generations'
import { type Clock, systemClock } from '@studio/core/kernel'
import { ProviderFailure, type ProviderUsage } from '../picture-provider/index.ts'
import { causeCode, classifyBreak, classifyServiceError } from './failure-table.ts'
import { describeServiceError, readServiceError } from './service-error.ts'

/** How to reach Gemini. */
export type GeminiOptions = {
  apiKey: string
  /** Where the service is; a local stand-in's URL in development and tests. */
  baseUrl?: string
  /** `v1`, or `v1beta` should the service not yet know a field on `v1`. */
  apiVersion?: string
  /** How long one answer may take, in milliseconds. A 4K picture can take more than a minute. */
  timeoutMs?: number
  clock?: Clock
  logger?: GeminiLogger
}

/** Where a line about every call goes: never with wording, pictures or the key. */
export type GeminiLogger = {
  info(facts: Record<string, unknown>, message: string): void
  warn(facts: Record<string, unknown>, message: string): void
}

/**
 * Asks once, and never again: the queue retries. When the caller's signal is aborted, the call ends with the signal's
 * own reason, so that it cannot be taken for a failure.
 * @throws ProviderFailure for every call that did not bring an answer with status 200
 */
export type AskGemini = (
  parameters: GenerateContentParameters,
  signal: AbortSignal,
) => Promise<GenerateContentResponse>

/** What was seen of the answer before the SDK turned it into a result or an error. */
type Exchange = { httpStatus?: number; retryAfter: string | null }

/** The service refuses a deadline header below 10 s, so a shorter limit stays between us and the socket. */
const MIN_DEADLINE_MS = 10_000

/** Speaks to Gemini through @google/genai. @throws Error when the key is empty */
export function createAskGemini(options: GeminiOptions): AskGemini {
  const {
    apiKey,
    baseUrl = 'https://generativelanguage.googleapis.com',
    apiVersion = 'v1',
    timeoutMs = 180_000,
    clock = systemClock,
  } = options
  if (apiKey === '') throw new Error('Gemini needs an API key. Set GEMINI_API_KEY.')
  const ai = new GoogleGenAI({
    apiKey,
    // Said outright, or variables of the environment could send calls to another service.
    enterprise: false,
    httpOptions: { baseUrl, apiVersion, timeout: Math.max(timeoutMs, MIN_DEADLINE_MS) },
  })
  return async ({ config, ...parameters }, signal) => {
    signal.throwIfAborted()
    const exchange: Exchange = { retryAfter: null }
    const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    const httpOptions = { fetch: watchedFetch(exchange) }
    try {
      return await ai.models.generateContent({
        ...parameters,
        // Every continuation would be billed as a call of its own.
        config: { ...config, automaticContinuation: false, abortSignal, httpOptions },
      })
    } catch (error) {
      signal.throwIfAborted()
      throw toFailure(error, exchange, apiKey, clock.now())
    }
  }
}

/** A failure, with what it used up where that is known. */
export function failure(
  code: FailureCode,
  diagnosis: string,
  more: { usage?: ProviderUsage | undefined; retryAfterMs?: number | undefined } = {},
): ProviderFailure {
  return new ProviderFailure(code, diagnosis, {
    ...(more.usage && { usage: more.usage }),
    ...(more.retryAfterMs !== undefined && { retryAfterMs: more.retryAfterMs }),
  })
}

/** Writes a line about a call and passes on how it ended. `summarize` says what of an answer may be written down. */
export async function logged<T>(
  { clock = systemClock, logger }: GeminiOptions,
  what: { modelId: string; done: string; failed: string },
  call: () => Promise<T>,
  summarize: (answer: T) => Record<string, unknown>,
): Promise<T> {
  const startedAtMs = clock.now().getTime()
  const facts = () => ({ modelId: what.modelId, durationMs: clock.now().getTime() - startedAtMs })
  try {
    const answer = await call()
    logger?.info({ ...facts(), ...summarize(answer) }, what.done)
    return answer
  } catch (error) {
    if (error instanceof ProviderFailure) {
      const { code, diagnosis, retryAfterMs, usage } = error
      logger?.warn({ ...facts(), code, diagnosis, retryAfterMs, ...usage }, what.failed)
    }
    throw error
  }
}

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
