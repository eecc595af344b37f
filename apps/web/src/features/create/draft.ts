import type { GenerationView } from '@studio/core/generations'
import type { Id } from '@studio/core/kernel'
import { type AspectRatio, DEFAULT_MODEL_ID, type ImageSize, type ModelView } from '@studio/core/models'
import type { Preferences } from './preferences.ts'

/**
 * What the person wishes for. Wishes are kept even where the chosen model cannot fulfil them: what is really
 * made is settled by `settleDraft`, and going back to the other model brings the wish back.
 */
export type Draft = {
  sourceIds: readonly Id<'asset'>[]
  /** Null: own words alone. */
  shotId: string | null
  words: string
  modelId: string
  /** Null: the one that suits the shot. */
  aspectRatio: AspectRatio | null
  /** Null: the smallest that the model makes. */
  imageSize: ImageSize | null
  count: number
}

/** What the address asks for: `/create?sources=ast_…,ast_…&shot=…&again=gen_…`. */
export type CreateSearch = { sources?: string | undefined; shot?: string | undefined }

/** The first draft: what the address asks for, then what was chosen last time, then the shop's usual start. */
export function firstDraft(
  search: CreateSearch,
  preferences: Preferences,
  firstShotId: string | null,
): Draft {
  return {
    sourceIds: readSourceIds(search.sources),
    shotId: search.shot ?? firstShotId,
    words: '',
    modelId: preferences.modelId ?? DEFAULT_MODEL_ID,
    aspectRatio: null,
    imageSize: preferences.imageSize ?? null,
    count: preferences.count ?? 4,
  }
}

/** The draft that makes the same as a generation did. Photos that were deleted since are left out. */
export function draftFrom(generation: GenerationView): Draft {
  return {
    sourceIds: generation.sources.flatMap(({ assetId }) => assetId ?? []),
    shotId: generation.shotId,
    words: generation.prompt,
    modelId: generation.modelId,
    aspectRatio: generation.aspectRatio,
    imageSize: generation.imageSize,
    count: generation.count,
  }
}

/** The models that can be chosen: retired ones are history. */
export function choosableModels(models: readonly ModelView[]): ModelView[] {
  return models.filter((model) => model.isServed)
}

function readSourceIds(sources: string | undefined): Id<'asset'>[] {
  const ids = (sources ?? '').split(',').filter((id): id is Id<'asset'> => id.startsWith('ast_'))
  return [...new Set(ids)]
}
