import type { FailureCode } from '@studio/core/generations'
import type { AspectRatio, ImageSize, Model, Provider } from '@studio/core/models'

/** A source photo as it is sent: already upright, in sRGB and no larger than the provider wants. */
export type SourcePicture = { bytes: Uint8Array; mime: 'image/jpeg' | 'image/png' | 'image/webp' }

/** One picture to make. `seed` makes outputs of the same work differ from each other, and repeatable where the model allows. */
export type PictureRequest = {
  model: Model
  prompt: string
  sources: readonly SourcePicture[]
  aspectRatio: AspectRatio
  imageSize: ImageSize
  seed: number
}

/** What an answer used up; failed and blocked answers cost us too, so they carry it as well. */
export type ProviderUsage = { inputTokens: number; outputTokens: number; costMicroUsd: number }

/** A picture as the provider sent it, with the model version that actually answered. */
export type MadePicture = {
  bytes: Uint8Array
  mime: string
  modelVersion: string | null
  usage: ProviderUsage
}

/** The port to whoever makes pictures. `makePicture` ends with a picture or throws a `ProviderFailure`. */
export type PictureProvider = {
  id: Provider
  /** The name a person knows it by, such as "Gemini". */
  name: string
  /** @throws ProviderFailure for everything that goes wrong; aborting the signal ends the call at once */
  makePicture(request: PictureRequest, signal: AbortSignal): Promise<MadePicture>
}

/** Why there is no picture. `diagnosis` is for the log: a vendor's status or reason, never content or keys. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure'
  readonly code: FailureCode
  readonly diagnosis: string
  readonly retryAfterMs: number | undefined
  readonly usage: ProviderUsage | undefined

  constructor(
    code: FailureCode,
    diagnosis: string,
    more: { retryAfterMs?: number; usage?: ProviderUsage } = {},
  ) {
    super(`${code}: ${diagnosis}`)
    this.code = code
    this.diagnosis = diagnosis
    this.retryAfterMs = more.retryAfterMs
    this.usage = more.usage
  }
}
