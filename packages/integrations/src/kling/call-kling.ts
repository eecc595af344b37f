import type { Clock } from '@studio/core/kernel'
import { z } from 'zod'
import { authorize, type KlingCredentials } from './authorize.ts'
import { KlingBreak, KlingRefusal, toBreak } from './call-error.ts'
import { meaningOf } from './failure-table.ts'
import { readLimited } from './read-limited.ts'

/** One request. `path` begins with a slash and may have a query. */
export type KlingCall = { method: 'GET' | 'POST'; path: string; body?: object }

/**
 * Asks once and hands over what the answer's `data` is. When the caller's signal is aborted, the call ends with the
 * signal's own reason, so that it cannot be taken for a failure.
 * @throws KlingRefusal an error in Kling's envelope
 * @throws KlingBreak no answer, or one that is not Kling's
 */
export type CallKling = (call: KlingCall, signal: AbortSignal) => Promise<unknown>

/** What every answer is wrapped in. HTTP 200 with a code other than 0 is an error as well. */
const envelope = z.object({ code: z.number(), message: z.string().default(''), data: z.unknown().optional() })

/** An answer is a list of addresses; a megabyte would be thousands of them. */
const MAX_ANSWER_BYTES = 1024 * 1024

/** Speaks to Kling, with a fresh token each time where it is known by the older pair of keys. */
export function createCallKling(options: {
  credentials: KlingCredentials
  baseUrl: string
  timeoutMs: number
  clock: Clock
}): CallKling {
  const { credentials, baseUrl, timeoutMs, clock } = options

  async function ask({ method, path, body }: KlingCall, now: Date, signal: AbortSignal): Promise<Response> {
    return fetch(`${baseUrl.replace(/\/$/, '')}${path}`, {
      method,
      headers: {
        authorization: authorize(credentials, now),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      // Never followed: the key would go along.
      redirect: 'manual',
      signal,
    })
  }

  async function exchange(call: KlingCall, now: Date, signal: AbortSignal): Promise<Answer> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    try {
      const response = await ask(call, now, limited)
      const text = (await readLimited(response, MAX_ANSWER_BYTES)).toString('utf8')
      return { httpStatus: response.status, text, date: response.headers.get('date') }
    } catch (error) {
      signal.throwIfAborted()
      throw toBreak(error)
    }
  }

  return async (call, signal) => {
    signal.throwIfAborted()
    const answer = await exchange(call, clock.now(), signal)
    try {
      return readData(answer)
    } catch (error) {
      if (!isMistimed(error, credentials)) throw error
      // Once more by the service's own clock: ours may be wrong.
      const theirs = Date.parse(answer.date ?? '')
      const now = Number.isNaN(theirs) ? clock.now() : new Date(theirs)
      return readData(await exchange(call, now, signal))
    }
  }
}

/** An answer as it came. `date` is the header of that name: the service's clock. */
type Answer = { httpStatus: number; text: string; date: string | null }

function readData({ httpStatus, text }: Answer): unknown {
  const answer = envelope.safeParse(parse(text))
  if (!answer.success) {
    // A proxy's 502 or half an answer tells nothing about what happened behind it; a 404 or 302 does.
    const mayHaveArrived = httpStatus < 300 || httpStatus >= 500
    throw new KlingBreak('unreachable', `HTTP ${httpStatus} that is not Kling’s`, mayHaveArrived)
  }
  const { code, message, data } = answer.data
  if (code !== 0 || httpStatus >= 300) throw new KlingRefusal(httpStatus, code, message)
  return data
}

function isMistimed(error: unknown, credentials: KlingCredentials): boolean {
  return (
    error instanceof KlingRefusal &&
    'secretKey' in credentials &&
    meaningOf(error.code, error.httpStatus).kind === 'unsigned'
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
