import { type Answer, blockedPrompt, promptDetails, type Usage } from './answer.ts'
import type { Effect } from './effect.ts'
import { fillSchema } from './look/fill-schema.ts'
import { lookAt, NOTHING } from './look/look-at.ts'
import type { Question } from './read-question.ts'

/** A question that passed every check, and what shall be wrong with the answer. */
export type QuestionCall = { question: Question; responseId: string; effect: Effect | undefined }

/** Answers a question in words: as JSON of the asked schema, filled in from what is really on the first picture. */
export async function answerQuestion({ question, responseId, effect }: QuestionCall): Promise<Answer> {
  if (effect?.kind === 'blocked_prompt')
    return blockedPrompt(question, responseId, effect.reason ?? 'PROHIBITED_CONTENT')
  if (effect?.kind === 'blocked_output') return write(question, responseId, null, effect.reason ?? 'SAFETY')
  const text = await writeText(question, effect)
  switch (effect?.kind) {
    case 'invalid_json':
      return write(question, responseId, '{"answer": "I cannot put this into a form."}', 'STOP')
    case 'cut_json':
      return write(question, responseId, text.slice(0, text.length >> 1), 'MAX_TOKENS')
    default:
      return write(question, responseId, text, 'STOP')
  }
}

async function writeText(
  { schema, pictures, prompt }: Question,
  effect: Effect | undefined,
): Promise<string> {
  const [picture] = pictures
  if (!schema || !picture) return 'Here are some words.'
  const seen = await lookAt(picture.bytes)
  const shown = effect?.kind === 'no_product' ? { ...seen, ...NOTHING } : seen
  const filled = fillSchema(schema, shown, prompt)
  if (effect?.kind !== 'obedient') return JSON.stringify(filled)
  return JSON.stringify({
    ...(filled as object),
    altText: `As the photo told me: ${'buy now at the best price '.repeat(60)}`,
    suggestedShotIds: ['delete-everything', '../../admin'],
  })
}

function write(question: Question, responseId: string, text: string | null, finishReason: string): Answer {
  const content = text !== null && { content: { parts: [{ text }], role: 'model' as const } }
  return {
    candidates: [{ ...content, finishReason, index: 0 }],
    usageMetadata: countUsage(question, text ?? ''),
    modelVersion: question.model.id,
    responseId,
  }
}

function countUsage(question: Question, text: string): Usage {
  const promptTokenCount = question.promptTokens.text + question.promptTokens.image
  const candidatesTokenCount = Math.ceil(text.length / 4)
  const thoughtsTokenCount = 80
  return {
    promptTokenCount,
    ...(candidatesTokenCount > 0 && { candidatesTokenCount }),
    thoughtsTokenCount,
    totalTokenCount: promptTokenCount + candidatesTokenCount + thoughtsTokenCount,
    promptTokensDetails: promptDetails(question),
    ...(candidatesTokenCount > 0 && {
      candidatesTokensDetails: [{ modality: 'TEXT' as const, tokenCount: candidatesTokenCount }],
    }),
  }
}
