import { setTimeout as sleep } from 'node:timers/promises'
import { bodyReply, cutReply, type Reply } from '../stand-in/reply.ts'
import type { Answer } from './answer.ts'
import type { Effect } from './effect.ts'
import { JSON_TYPE, jsonReply } from './reply.ts'
import { quotaExceeded, usualError } from './service-error.ts'

/** One `generateContent` call that passed every check. */
export type Call = {
  modelId: string
  effect: Effect | undefined
  /** Aborted when the client has gone or the emulator closes. */
  signal: AbortSignal
  /** Turns the answer into a reply: one JSON, or a stream of events. */
  write(answer: Answer): Reply
}

/** Answers a call, or goes wrong on the way as the effect says. What is wrong with an answer itself is `answer`'s. */
export async function reply(call: Call, answer: () => Promise<Answer>): Promise<Reply> {
  const { effect, modelId } = call
  switch (effect?.kind) {
    case 'hang':
    case 'reset':
      return { kind: effect.kind }
    case 'status':
      return errorReply(effect)
    case 'rate_limited':
      return quotaReply(modelId, 'PerMinute', effect)
    case 'per_day_quota':
      return quotaReply(modelId, 'PerDay', effect)
    case 'html_body':
      return bodyReply(
        502,
        'text/html; charset=UTF-8',
        '<!DOCTYPE html><title>502</title><h1>Bad Gateway</h1>',
      )
    case 'bad_json':
      return jsonText('{"candidates": [{"content": {"parts": [{"text": "Here')
    case 'empty_body':
      return jsonText('')
    case 'empty_object':
      return jsonReply(200, {})
    case 'delay':
      await sleep(effect.delayMs ?? 1000, undefined, { signal: call.signal })
      return call.write(await answer())
    case 'truncate':
    case 'stall':
      return cutReply(call.write(await answer()), {
        isBroken: effect.kind === 'truncate',
        sizeBytes: effect.sizeBytes,
      })
    default:
      return call.write(await answer())
  }
}

function errorReply({ status = 500, body, headers }: Effect): Reply {
  if (typeof body === 'string') {
    return bodyReply(status, 'text/plain', body, headers)
  }
  return jsonReply(status, body ?? usualError(status).body, headers)
}

function quotaReply(modelId: string, period: 'PerMinute' | 'PerDay', effect: Effect): Reply {
  const error = quotaExceeded(modelId, period, effect.retryDelay ?? '2s')
  return jsonReply(error.httpStatus, error.body, effect.headers)
}

function jsonText(body: string): Reply {
  return bodyReply(200, JSON_TYPE, body)
}
