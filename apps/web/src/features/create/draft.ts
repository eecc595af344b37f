import type { GenerationView } from '@studio/core/generations'
import type { Id } from '@studio/core/kernel'
import type { AspectRatio, ImageSize } from '@studio/core/models'
import type { ShotOptions, SourceRole } from '@studio/core/shots'
import type { Preferences } from './preferences.ts'

/**
 * What the person wishes for. Wishes are kept even where the chosen shot or model cannot fulfil them: what is really
 * made is settled by `settleDraft`, and going back to the other one brings the wish back.
 */
export type Draft = {
  sourceIds: readonly Id<'asset'>[]
  /** What photos are there for, as far as somebody said so. */
  roles: Readonly<Record<string, SourceRole>>
  /** Null: own words alone. */
  shotId: string | null
  words: string
  /** Null: the one that suits the shot best. */
  modelId: string | null
  /** The model that was used last, for shots that prefer none. */
  usualModelId: string | null
  /** Null: the one that suits the shot. */
  aspectRatio: AspectRatio | null
  /** Null: the one that suits the shot, or the smallest that the model makes. */
  imageSize: ImageSize | null
  /** Null: what is usual for what is made. */
  count: number | null
  /** How many pictures were made last time. */
  usualCount: number | null
  /** What was chosen beside; only what applies to the shot and the model is sent. */
  options: ShotOptions
  /** An output that is changed by words, when a refinement is made once more. */
  refinesOutputId: Id<'output'> | null
}

/** What the address asks for: `/create?sources=ast_…,ast_…&shot=…`, or `?from=gen_…&model=…`. */
export type CreateSearch = {
  sources?: string | undefined
  shot?: string | undefined
  model?: string | undefined
}

/** The first draft: what the address asks for, then what was chosen last time, then the shop's usual start. */
export function firstDraft(
  search: CreateSearch,
  preferences: Preferences,
  firstShotId: string | null,
): Draft {
  return {
    sourceIds: readSourceIds(search.sources),
    roles: {},
    shotId: search.shot ?? firstShotId,
    words: '',
    modelId: search.model ?? null,
    usualModelId: preferences.modelId ?? null,
    aspectRatio: null,
    imageSize: preferences.imageSize ?? null,
    count: null,
    usualCount: preferences.count ?? null,
    options: {},
    refinesOutputId: null,
  }
}

/**
 * The draft that makes the same as a generation did, on another model if one is named. Photos that were deleted since
 * are left out, and what somebody has to vouch for is asked again.
 */
export function draftFrom(generation: GenerationView, modelId?: string): Draft {
  const { hasConsent: _consent, acceptUnsure: _accepted, ...options } = generation.options
  // A change brings the picture that it changes by itself.
  const isChange = generation.refines !== null
  const sources = generation.sources.flatMap(({ assetId, role }) =>
    assetId && !(isChange && role === 'base') ? [{ assetId, role }] : [],
  )
  return {
    sourceIds: sources.map(({ assetId }) => assetId),
    // What a utility changes is the first photo by itself; another shot shall not go on with that role.
    roles: Object.fromEntries(
      sources.flatMap(({ assetId, role }) => (role === 'base' ? [] : [[assetId, role] as const])),
    ),
    shotId: generation.shotId,
    words: generation.prompt,
    modelId: modelId ?? generation.modelId,
    usualModelId: null,
    aspectRatio: generation.aspectRatio,
    imageSize: generation.imageSize,
    count: generation.count,
    usualCount: null,
    options,
    refinesOutputId: generation.refines?.outputId ?? null,
  }
}

function readSourceIds(sources: string | undefined): Id<'asset'>[] {
  const ids = (sources ?? '').split(',').filter((id): id is Id<'asset'> => id.startsWith('ast_'))
  return [...new Set(ids)]
}
