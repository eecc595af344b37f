import type { GenerateContentResponse, Part } from '@google/genai'
import type { FailureCode } from '@studio/core/generations'
import { FINISH_REASONS } from './failure-table.ts'
import { readPicture } from './read-picture.ts'

/** What an answer amounts to: a whole picture with its signature, or why there is none. */
export type Verdict =
  | { bytes: Uint8Array; mime: string; signature: string | null }
  | { code: FailureCode; diagnosis: string }

/** Judges an answer that the service gave with status 200. */
export function judgeAnswer({ promptFeedback, candidates }: GenerateContentResponse): Verdict {
  if (promptFeedback?.blockReason) {
    return { code: 'blocked_prompt', diagnosis: `block reason ${promptFeedback.blockReason}` }
  }
  const [candidate] = candidates ?? []
  if (!candidate) return { code: 'overloaded', diagnosis: 'an answer without candidates' }

  const reason = candidate.finishReason ?? 'FINISH_REASON_UNSPECIFIED'
  const code = FINISH_REASONS[reason] ?? 'no_image'
  const diagnosis = `finish reason ${reason}`
  // A blocked answer may still carry a draft; that is not for anybody's eyes.
  if (code.startsWith('blocked')) return { code, diagnosis }

  const image = finalImage(candidate.content?.parts ?? [])
  if (!image) return { code, diagnosis: `${diagnosis}, no picture` }
  const picture = readPicture(image.inlineData?.data ?? '')
  if ('problem' in picture) return { code: 'bad_image', diagnosis: `${diagnosis}, ${picture.problem}` }
  return { ...picture, signature: image.thoughtSignature ?? null }
}

/**
 * The part with the final picture: the last that is not a thought. Models have been seen to deliver the
 * only picture as a thought, so then the last of those (github.com/Lixpi/lixpi/issues/135).
 */
function finalImage(parts: readonly Part[]): Part | undefined {
  const images = parts.filter((part) => part.inlineData?.data)
  return images.findLast((part) => !part.thought) ?? images.at(-1)
}
