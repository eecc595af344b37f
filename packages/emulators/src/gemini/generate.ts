import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Answer,
  blockedPrompt,
  contentAnswer,
  emptyAnswer,
  picturePart,
  successParts,
} from './answer.ts'
import type { Effect } from './effect.ts'
import { PictureError } from './picture/errors.ts'
import type { PictureMaker } from './picture/index.ts'
import type { Order } from './read-order.ts'
import { jsonReply, type Reply } from './reply.ts'
import { quotaExceeded, unreadablePhoto, usualError } from './service-error.ts'

/** One `generateContent` call that passed every check. */
export type GenerateCall = {
  order: Order
  responseId: string
  effect: Effect | undefined
  pictureMaker: PictureMaker
  /** Aborted when the client has gone or the emulator closes. */
  signal: AbortSignal
  /** Turns the answer into a reply: one JSON, or a stream of events. */
  write(answer: Answer): Reply
}

/** Answers a call, or goes wrong as the effect says. */
export async function generate(call: GenerateCall): Promise<Reply> {
  const { effect, order } = call
  switch (effect?.kind) {
    case 'hang':
    case 'reset':
      return { kind: effect.kind }
    case 'status':
      return errorReply(effect)
    case 'rate_limited':
      return quotaReply(order, 'PerMinute', effect)
    case 'per_day_quota':
      return quotaReply(order, 'PerDay', effect)
    case 'html_body':
      return page(502, '<!DOCTYPE html><title>502</title><h1>Bad Gateway</h1>')
    case 'bad_json':
      return jsonText('{"candidates": [{"content": {"parts": [{"text": "Here')
    case 'empty_body':
      return jsonText('')
    case 'empty_object':
      return jsonReply(200, {})
    case 'delay':
      await sleep(effect.delayMs ?? 1000, undefined, { signal: call.signal })
      return call.write(await answer(call))
    case 'truncate':
    case 'stall':
      return cut(call.write(await answer(call)), effect)
    default:
      return call.write(await answer(call))
  }
}

async function answer({ effect, order, responseId, pictureMaker }: GenerateCall): Promise<Answer> {
  const { prompt, sources, widthPx, heightPx } = order
  const draw = (seed: number) =>
    pictureMaker
      .make({ prompt, sources, widthPx, heightPx, seed, mime: order.model.mime })
      .catch((error: unknown) => {
        throw error instanceof PictureError ? unreadablePhoto() : error
      })
  switch (effect?.kind) {
    case 'blocked_prompt':
      return blockedPrompt(order, responseId, effect.reason ?? 'PROHIBITED_CONTENT')
    case 'blocked_output':
      return emptyAnswer(order, responseId, effect.reason ?? 'IMAGE_SAFETY')
    case 'no_image':
      return contentAnswer(order, responseId, [{ text: 'I can describe the scene instead.' }], {
        pictures: 0,
      })
    case 'not_an_image':
      return contentAnswer(order, responseId, [
        picturePart({ bytes: Buffer.from('This is no picture.'), mime: order.model.mime }),
      ])
  }
  if (!order.wantsPicture)
    return contentAnswer(order, responseId, [{ text: 'Here are some words.' }], { pictures: 0 })

  const picture = await draw(order.seed)
  switch (effect?.kind) {
    case 'thought_only_image':
      return contentAnswer(order, responseId, [{ ...picturePart(picture), thought: true }])
    case 'two_images': {
      const draft = picturePart(await draw(order.seed + 1))
      return contentAnswer(order, responseId, [draft, ...successParts(order, picture)], { pictures: 2 })
    }
    case 'truncated_image': {
      const bytes = picture.bytes.subarray(0, picture.bytes.byteLength >> 1)
      return contentAnswer(order, responseId, successParts(order, { ...picture, bytes }))
    }
    case 'truncated_base64': {
      const part = picturePart(picture)
      // One character over a whole group of four, which no base64 text can end with.
      if (part.inlineData)
        part.inlineData.data = part.inlineData.data.slice(0, (part.inlineData.data.length >> 3) * 4 + 1)
      return contentAnswer(order, responseId, [part])
    }
    case 'continuation': {
      if (order.isContinued) break
      const parts = [{ text: 'To be continued.' }]
      const stopped = contentAnswer(order, responseId, parts, { finishReason: 'CONTINUATION', pictures: 0 })
      for (const candidate of stopped.candidates ?? []) candidate.continuationToken = responseId
      return stopped
    }
  }
  return contentAnswer(order, responseId, successParts(order, picture))
}

function errorReply({ status = 500, body, headers }: Effect): Reply {
  if (typeof body === 'string') {
    return { kind: 'body', status, contentType: 'text/plain', body, ...(headers && { headers }) }
  }
  return jsonReply(status, body ?? usualError(status).body, headers)
}

function quotaReply(order: Order, period: 'PerMinute' | 'PerDay', effect: Effect): Reply {
  const error = quotaExceeded(order.model.id, period, effect.retryDelay ?? '2s')
  return jsonReply(error.httpStatus, error.body, effect.headers)
}

function page(status: number, body: string): Reply {
  return { kind: 'body', status, contentType: 'text/html; charset=UTF-8', body }
}

function jsonText(body: string): Reply {
  return { kind: 'body', status: 200, contentType: 'application/json; charset=UTF-8', body }
}

function cut(reply: Reply, { kind, sizeBytes }: Effect): Reply {
  if (reply.kind !== 'body') return reply
  const { body } = reply
  return { kind: 'cut', body, sizeBytes: sizeBytes ?? body.length >> 1, isBroken: kind === 'truncate' }
}
