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
import { unreadablePhoto } from './service-error.ts'

/** A request for a picture that passed every check, and what shall be wrong with the answer. */
export type OrderCall = {
  order: Order
  responseId: string
  effect: Effect | undefined
  pictureMaker: PictureMaker
}

/** Answers a request for a picture, or with what the effect makes of it. */
export async function answerOrder({ effect, order, responseId, pictureMaker }: OrderCall): Promise<Answer> {
  const { prompt, sources, base, widthPx, heightPx } = order
  const draw = (seed: number) =>
    pictureMaker
      .make({ prompt, sources, base, widthPx, heightPx, seed, mime: order.model.mime })
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
      return contentAnswer(order, responseId, [draft, ...successParts(order, responseId, picture)], {
        pictures: 2,
      })
    }
    case 'truncated_image': {
      const bytes = picture.bytes.subarray(0, picture.bytes.byteLength >> 1)
      return contentAnswer(order, responseId, successParts(order, responseId, { ...picture, bytes }))
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
  return contentAnswer(order, responseId, successParts(order, responseId, picture))
}
