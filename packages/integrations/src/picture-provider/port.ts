import type { AiMarking, FailureCode } from '@studio/core/generations'
import type { AspectRatio, ImageSize, Model, Provider } from '@studio/core/models'
import type { ShotOptions, SourceRole, StudioScene } from '@studio/core/shots'

/**
 * A source as it is sent. Prepared (upright, sRGB, no larger than providers want) unless the provider takes
 * originals: then these are the very bytes that were uploaded.
 */
export type SourcePicture = { role: SourceRole; bytes: Uint8Array; mime: string }

/** A turn of the conversation that led to the picture that is to be changed. */
export type EarlierTurn = {
  prompt: string
  sources: readonly SourcePicture[]
  answer: { bytes: Uint8Array; mime: string }
  /** The provider's own mark on that answer. */
  signature: string
}

/**
 * The provider's side of one try: `id` is ours, unique and the same however often the try is taken up again, so that
 * a task whose answer was lost is found instead of begun twice. `isNew` when nobody can have begun it yet. `isTaken`
 * once the provider has said that it has the task: then the request comes without its sources, the task is only
 * looked at, and one that cannot be found any more is a `ProviderFailure`. `callbackUrl` is where the provider may
 * say that something has changed; only where it can reach us.
 */
export type ProviderTask = { id: string; isNew: boolean; isTaken?: boolean; callbackUrl?: string }

/** One picture or video to make. `seed` makes outputs of the same work differ, and repeatable where the model allows. */
export type PictureRequest = {
  model: Model
  prompt: string
  sources: readonly SourcePicture[]
  aspectRatio: AspectRatio
  imageSize: ImageSize
  seed: number
  /** Which of the outputs of its generation it is, from 0. */
  index: number
  options: ShotOptions
  /** What the local studio shall do; null for everybody else's models. */
  scene: StudioScene | null
  /**
   * Oldest first; empty unless the provider itself goes on from an earlier answer of its own. Every turn, the present
   * one included, has only those pictures that no turn before it showed.
   */
  earlier: readonly EarlierTurn[]
  task: ProviderTask
}

/** What an answer used up; failed and blocked answers cost us too, so they carry it as well. */
export type ProviderUsage = { inputTokens: number; outputTokens: number; costMicroUsd: number }

/** A picture or video as the provider sent it, with the model version that actually answered. */
export type MadePicture = {
  bytes: Uint8Array
  mime: string
  modelVersion: string | null
  usage: ProviderUsage
  /** How this step by itself is to be marked; sources may have been made by a model already. */
  marking: AiMarking
  /** To be sent back unchanged when the picture is changed by words; null where the provider has none. */
  signature: string | null
  /** What a cut-out was made with: how sure it was, and its mask as a PNG. */
  cutOut: { confidence: number; maskPng: Uint8Array } | null
}

/**
 * The provider has not finished, or has no place for it yet: ask again with the same task after this long. Nothing is
 * kept running meanwhile. `isTaken` once the provider has the task.
 */
export type StillMaking = { checkAgainInMs: number; isTaken: boolean }

/** The port to whoever makes pictures. `makePicture` ends with a picture, says to ask again, or throws a `ProviderFailure`. */
export type PictureProvider = {
  id: Provider
  /** The name a person knows it by, such as "Gemini". */
  name: string
  /** Whether it wants the very bytes of its sources instead of prepared ones. */
  takesOriginals: boolean
  /** @throws ProviderFailure for everything that goes wrong; aborting the signal ends the call at once */
  makePicture(request: PictureRequest, signal: AbortSignal): Promise<MadePicture | StillMaking>
}

/** Tells an answer with a picture from one that says to ask again. */
export function isMade(answer: MadePicture | StillMaking): answer is MadePicture {
  return 'bytes' in answer
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
