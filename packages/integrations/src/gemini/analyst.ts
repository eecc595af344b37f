import type { AnalysisRequest, PictureAnalysis, PictureAnalyst } from '../picture-analyst/index.ts'
import { readAnalysis } from './analysis-answer.ts'
import { toAnalysisParameters } from './analysis-request.ts'
import { createAskGemini, failure, type GeminiOptions, logged } from './client.ts'
import { MAX_SOURCE_BYTES } from './request.ts'
import { measureUsage, NO_USAGE, type TokenPrice } from './usage.ts'

/** How to reach Gemini, and the text model that looks at photos: models of this kind retire within a year or two. */
export type GeminiAnalystOptions = GeminiOptions & { modelId?: string }

/** The text model that looks at photos unless another is named; picture models give no structured answers. */
export const DEFAULT_ANALYSIS_MODEL = 'gemini-3.8-flash'

/** What it costs us, from a day on, newest first (ai.google.dev/gemini-api/docs/pricing). It answers in text alone. */
const PRICES: readonly (TokenPrice & { from: string })[] = [
  { from: '2027-01-01', by: 'tokens', inputPerMillion: 1.5, textPerMillion: 7.5, imagePerMillion: 7.5 },
  { from: '2026-09-02', by: 'tokens', inputPerMillion: 0.75, textPerMillion: 3.75, imagePerMillion: 3.75 },
]

/** Gemini as somebody who says what is on a photo. @throws Error when the key is empty */
export function createGeminiAnalyst(options: GeminiAnalystOptions): PictureAnalyst {
  const { modelId = DEFAULT_ANALYSIS_MODEL, clock } = options
  const ask = createAskGemini(options)

  async function look(request: AnalysisRequest, signal: AbortSignal): Promise<PictureAnalysis> {
    const { byteLength } = request.photo.bytes
    if (byteLength > MAX_SOURCE_BYTES) throw failure('refused_request', `a photo of ${byteLength} bytes`)
    const answer = await ask(toAnalysisParameters(modelId, request), signal)
    const price = priceOn(clock?.now() ?? new Date())
    const usage = answer.usageMetadata ? measureUsage(answer.usageMetadata, price) : undefined
    const verdict = readAnalysis(answer, request.shots)
    if ('code' in verdict) throw failure(verdict.code, verdict.diagnosis, { usage })
    return {
      ...verdict,
      modelId,
      modelVersion: answer.modelVersion ?? null,
      usage: usage ?? NO_USAGE,
    }
  }

  return {
    id: 'gemini',
    name: 'Gemini',
    analyse: (request, signal) =>
      logged(
        options,
        { modelId, done: 'Gemini analysed a photo', failed: 'Gemini analysed no photo' },
        () => look(request, signal),
        ({ modelVersion, usage }) => ({ modelVersion, ...usage }),
      ),
  }
}

function priceOn(now: Date): TokenPrice {
  const today = now.toISOString().slice(0, 10)
  return PRICES.find(({ from }) => from <= today) ?? (PRICES.at(-1) as TokenPrice)
}
