import type { MadePicture, PictureProvider, PictureRequest } from '../picture-provider/index.ts'
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
    const answer = await ask(toParameters(request), signal)
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
