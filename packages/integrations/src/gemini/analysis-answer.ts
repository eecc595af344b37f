import type { GenerateContentResponse } from '@google/genai'
import { type FoundContent, foundContent, MAX_ALT_TEXT_CHARACTERS } from '@studio/core/analyses'
import type { FailureCode } from '@studio/core/generations'
import { FINISH_REASONS } from './failure-table.ts'

/** What an answer amounts to: what was found, or why nothing can be made of it. */
export type AnalysisVerdict = { content: FoundContent } | { code: FailureCode; diagnosis: string }

/**
 * Reads an answer that was asked to be JSON of a schema. It is checked again: an answer may be cut off, its strings
 * have no limit, and what stands in a photo may have talked the model into anything.
 */
export function readAnalysis(
  { promptFeedback, candidates }: GenerateContentResponse,
  shots: readonly { id: string }[],
): AnalysisVerdict {
  if (promptFeedback?.blockReason)
    return { code: 'blocked_prompt', diagnosis: `block reason ${promptFeedback.blockReason}` }
  const [candidate] = candidates ?? []
  if (!candidate) return { code: 'overloaded', diagnosis: 'an answer without candidates' }

  const reason = candidate.finishReason ?? 'FINISH_REASON_UNSPECIFIED'
  const code = FINISH_REASONS[reason] ?? 'no_image'
  if (code !== 'no_image') return { code, diagnosis: `finish reason ${reason}` }

  const text = (candidate.content?.parts ?? [])
    .map((part) => (part.thought ? '' : (part.text ?? '')))
    .join('')
  const parsed = foundContent.safeParse(tidy(parse(text), shots))
  if (parsed.success) return { content: parsed.data }
  const where = [...new Set(parsed.error.issues.map(({ path }) => path.join('.') || 'the whole'))].join(', ')
  return {
    code: 'bad_answer',
    diagnosis: `finish reason ${reason}, ${text.length} characters, wrong: ${where}`,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What need not be asked for once more: a text that is too long, and shots that there are none of. */
function tidy(answer: unknown, shots: readonly { id: string }[]): unknown {
  if (typeof answer !== 'object' || answer === null) return answer
  const { altText, suggestedShotIds } = answer as { altText?: unknown; suggestedShotIds?: unknown }
  const known = new Set(shots.map(({ id }) => id))
  return {
    ...answer,
    ...(typeof altText === 'string' && { altText: shorten(altText, MAX_ALT_TEXT_CHARACTERS) }),
    ...(Array.isArray(suggestedShotIds) && {
      suggestedShotIds: [...new Set(suggestedShotIds)].filter((id) => known.has(id)).slice(0, 8),
    }),
  }
}

/** Ends before a word that would go too far. */
function shorten(text: string, maxCharacters: number): string {
  if (text.length <= maxCharacters) return text
  const cut = text.slice(0, maxCharacters - 1).toWellFormed()
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), maxCharacters / 2))}…`
}
