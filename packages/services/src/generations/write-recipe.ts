import type { Recipe } from '@studio/core/generations'
import type { Id } from '@studio/core/kernel'
import type { AspectRatio, ImageSize, Model } from '@studio/core/models'
import type { ShotOptions, SourceRole } from '@studio/core/shots'
import type { MadePicture } from '@studio/integrations/picture-provider'
import type { ClaimedOutput } from './claim-output.ts'

/** An output's picture, with the model that made it and how long that took. */
export type Making = { model: Model; made: MadePicture; beganAt: Date; endedAt: Date }

/** Everything needed to know how an output came to be, and to make it again. */
export function writeRecipe(
  { generation, seed }: ClaimedOutput,
  { model, made, beganAt, endedAt }: Making,
): Recipe {
  return {
    provider: model.provider,
    modelId: model.id,
    modelVersion: made.modelVersion,
    shotId: generation.shotId,
    shotVersion: generation.shotVersion,
    words: generation.words,
    prompt: generation.prompt,
    sources: generation.sources.map(({ assetId, sha256, role }) => ({
      assetId: assetId as Id<'asset'>,
      sha256,
      role: role as SourceRole,
    })),
    refinesOutputId: generation.refinesOutputId as Id<'output'> | null,
    options: generation.options as ShotOptions,
    cutOut: made.cutOut && { confidence: made.cutOut.confidence, hasMask: true },
    aspectRatio: generation.aspectRatio as AspectRatio,
    imageSize: generation.imageSize as ImageSize,
    seed,
    costCredits: generation.creditsEach,
    providerCostMicroUsd: made.usage.costMicroUsd,
    inputTokens: made.usage.inputTokens,
    outputTokens: made.usage.outputTokens,
    durationMs: endedAt.getTime() - beganAt.getTime(),
    madeAt: endedAt.toISOString(),
  }
}
