import {
  type MadePicture,
  type PictureProvider,
  type PictureRequest,
  ProviderFailure,
  type SourcePicture,
} from '../picture-provider/index.ts'
import { judgeAnswer } from './answer.ts'
import { createAskGemini, failure, type GeminiOptions, logged } from './client.ts'
import { MAX_SOURCE_BYTES, picturesOf, toParameters } from './request.ts'
import { measureUsage, NO_USAGE } from './usage.ts'

/** Gemini as a maker of pictures. @throws Error when the key is empty */
export function createGemini(options: GeminiOptions): PictureProvider {
  const ask = createAskGemini(options)

  async function make(request: PictureRequest, signal: AbortSignal): Promise<MadePicture> {
    signal.throwIfAborted()
    const tooHeavy = picturesOf(request).find(({ bytes }) => bytes.byteLength > MAX_SOURCE_BYTES)
    if (tooHeavy) throw failure('refused_request', `a picture of ${tooHeavy.bytes.byteLength} bytes`)
    const answer = await ask(toParameters(request), signal).catch((error: unknown) => {
      if (!isSignatureRefused(error)) throw error
      return ask(toParameters(withoutEarlier(request)), signal)
    })
    const { providerPriceUsd } = request.model
    const usage =
      answer.usageMetadata && providerPriceUsd.by === 'tokens'
        ? measureUsage(answer.usageMetadata, providerPriceUsd)
        : undefined
    const verdict = judgeAnswer(answer)
    if ('code' in verdict) throw failure(verdict.code, verdict.diagnosis, { usage })
    return {
      ...verdict,
      modelVersion: answer.modelVersion ?? null,
      usage: usage ?? NO_USAGE,
      // It draws the product anew, however faithfully: nothing it makes is a composite of real pixels.
      marking: 'generated',
      cutOut: null,
    }
  }

  return {
    id: 'gemini',
    name: 'Gemini',
    takesOriginals: false,
    makePicture: (request, signal) =>
      logged(
        options,
        { modelId: request.model.id, done: 'Gemini made a picture', failed: 'Gemini made no picture' },
        () => make(request, signal),
        ({ modelVersion, usage }) => ({ modelVersion, ...usage }),
      ),
  }
}

/**
 * Signatures do not live for ever: they have been seen refused after a change of key, model version or day
 * (github.com/google-gemini/gemini-cli/issues/13467). Nothing is billed for that refusal.
 */
function isSignatureRefused(error: unknown): boolean {
  return (
    error instanceof ProviderFailure &&
    error.code === 'refused_request' &&
    /thought.?signature/i.test(error.diagnosis)
  )
}

/** The same wish without the conversation: the last picture comes as one to change. */
function withoutEarlier(request: PictureRequest): PictureRequest {
  const last = request.earlier.at(-1)
  if (!last) return request
  const { bytes, mime } = last.answer
  const base: SourcePicture = { role: 'base', bytes, mime }
  const shown = request.earlier.flatMap(({ sources }) => sources.filter(({ role }) => role !== 'base'))
  return { ...request, earlier: [], sources: [base, ...shown, ...request.sources] }
}
