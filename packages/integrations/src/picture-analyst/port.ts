import type { FoundContent } from '@studio/core/analyses'
import type { Provider } from '@studio/core/models'
import type { Shot } from '@studio/core/shots'
import type { ProviderUsage } from '../picture-provider/index.ts'

/** A photo to look at, prepared as for a picture provider, and the shots it may suggest. */
export type AnalysisRequest = {
  photo: { bytes: Uint8Array; mime: string }
  shots: readonly Pick<Shot, 'id' | 'name' | 'purpose' | 'categories'>[]
}

/** What was found, already checked against the schema, with the model that actually answered. */
export type PictureAnalysis = {
  content: FoundContent
  modelId: string
  modelVersion: string | null
  usage: ProviderUsage
}

/** The port to whoever looks at a photo and says what is on it. */
export type PictureAnalyst = {
  id: Provider
  /** The name a person knows it by, such as "Gemini". */
  name: string
  /** @throws ProviderFailure for everything that goes wrong; aborting the signal ends the call at once */
  analyse(request: AnalysisRequest, signal: AbortSignal): Promise<PictureAnalysis>
}

/** How surely a product can be cut out of a photo: from 0 to 1, and what that was judged by. */
export type CutOutJudgement = { confidence: number; measures: Record<string, number> }

/** The port to whoever says beforehand how surely a product can be cut out of a photo. */
export type CutOutJudge = {
  /** Judges a photo's original bytes. @throws PictureUnreadable */
  judge(photo: Uint8Array, signal: AbortSignal): Promise<CutOutJudgement>
}
