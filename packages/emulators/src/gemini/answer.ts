import type { Order } from './read-order.ts'
import { giveSignature } from './signature.ts'

/** A picture as the picture maker hands it over. */
export type Picture = { bytes: Uint8Array; mime: string }

/** One part of an answer's content. */
export type AnswerPart = {
  text?: string
  thought?: true
  inlineData?: { mimeType: string; data: string }
  thoughtSignature?: string
}

/** The JSON of a `generateContent` answer, as far as this service fills it in. */
export type Answer = {
  candidates?: {
    content?: { parts?: AnswerPart[]; role: 'model' }
    finishReason: string
    index: 0
    continuationToken?: string
  }[]
  promptFeedback?: { blockReason: string }
  usageMetadata?: Usage
  modelVersion?: string
  responseId?: string
}

type ModalityTokens = { modality: 'TEXT' | 'IMAGE'; tokenCount: number }

/** What an answer used up, in tokens. */
export type Usage = {
  promptTokenCount: number
  candidatesTokenCount?: number
  thoughtsTokenCount?: number
  totalTokenCount: number
  promptTokensDetails: ModalityTokens[]
  candidatesTokensDetails?: ModalityTokens[]
}

/** A picture as a part of the answer's content. */
export function picturePart({ bytes, mime }: Picture): AnswerPart {
  return { inlineData: { mimeType: mime, data: Buffer.from(bytes).toString('base64') } }
}

/** The parts of an answer that went well: thoughts if asked for, a sentence if allowed, the picture. */
export function successParts(order: Order, responseId: string, picture: Picture): AnswerPart[] {
  const parts: AnswerPart[] = []
  if (order.wantsThoughts) parts.push({ text: 'Planning the light and the placement.', thought: true })
  if (order.wantsText) parts.push({ text: 'Here is your picture.' })
  parts.push({ ...picturePart(picture), thoughtSignature: giveSignature(responseId) })
  return parts
}

/** An answer with content. `pictures` says how many of the parts are billed as pictures. */
export function contentAnswer(
  order: Order,
  responseId: string,
  parts: AnswerPart[],
  { finishReason = 'STOP', pictures = 1 } = {},
): Answer {
  return {
    candidates: [{ content: { parts, role: 'model' }, finishReason, index: 0 }],
    usageMetadata: countUsage(order, parts, pictures),
    modelVersion: order.model.id,
    responseId,
  }
}

/** A candidate that ended for a reason and brings no content at all; the prompt and the thinking are billed. */
export function emptyAnswer(order: Order, responseId: string, finishReason: string): Answer {
  return {
    candidates: [{ finishReason, index: 0 }],
    usageMetadata: countUsage(order, [], 0),
    modelVersion: order.model.id,
    responseId,
  }
}

/** The prompt was refused: no candidates, and only the prompt is counted. */
export function blockedPrompt(
  order: Pick<Order, 'promptTokens'> & { model: { id: string } },
  responseId: string,
  blockReason: string,
): Answer {
  const promptTokenCount = order.promptTokens.text + order.promptTokens.image
  return {
    promptFeedback: { blockReason },
    usageMetadata: {
      promptTokenCount,
      totalTokenCount: promptTokenCount,
      promptTokensDetails: promptDetails(order),
    },
    modelVersion: order.model.id,
    responseId,
  }
}

function countUsage(order: Order, parts: AnswerPart[], pictures: number): Usage {
  const promptTokenCount = order.promptTokens.text + order.promptTokens.image
  const said = parts.filter((part) => !part.thought).reduce((sum, part) => sum + (part.text?.length ?? 0), 0)
  const textTokens = Math.ceil(said / 4)
  const pictureTokens = pictures * (order.model.pictureTokens[order.size] ?? 0)
  const candidatesTokenCount = textTokens + pictureTokens
  const thoughtsTokenCount = 120 + (order.prompt.length % 100)
  return {
    promptTokenCount,
    ...(candidatesTokenCount > 0 && { candidatesTokenCount }),
    thoughtsTokenCount,
    totalTokenCount: promptTokenCount + candidatesTokenCount + thoughtsTokenCount,
    promptTokensDetails: promptDetails(order),
    ...(pictureTokens > 0 && {
      candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: pictureTokens }],
    }),
  }
}

/** What of a prompt were words, and what pictures. */
export function promptDetails({ promptTokens }: Pick<Order, 'promptTokens'>): ModalityTokens[] {
  return [
    { modality: 'TEXT', tokenCount: promptTokens.text },
    ...(promptTokens.image > 0 ? [{ modality: 'IMAGE' as const, tokenCount: promptTokens.image }] : []),
  ]
}
