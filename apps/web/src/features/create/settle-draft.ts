import type { CutOutVerdict } from '@studio/core/analyses'
import type { AspectRatio, ImageSize, ModelView, Task } from '@studio/core/models'
import type { Work } from '@studio/core/quotes'
import type { ShotOptions, ShotView, SourceRole } from '@studio/core/shots'
import { isLocal, modelsFor } from '../models/offer-models.ts'
import { settleCount, settleDuration, settleRatio, settleSize } from '../models/settle-choices.ts'
import { cutsOut, findMissing, hasOwnSize, optionsFor, settleRoles } from '../shots/shot-needs.ts'
import type { Draft } from './draft.ts'
import { settleModel } from './settle-model.ts'

/** What to do where the local studio would fail: said before a price is asked for. */
const UNSUITABLE = 'Have it made by another model, or say that the cut-out will do.'

/** What is offered to choose from, and how surely the product of the first photo can be cut out. */
export type Offer = {
  shots: readonly ShotView[]
  models: readonly ModelView[]
  verdict: CutOutVerdict | null
}

/** What will really be made, and in words where that is not what was wished for. */
export type Settled = {
  shot: ShotView | null
  model: ModelView
  /** Every model that could make it, best first; also those that cannot be used now. */
  candidates: readonly ModelView[]
  roles: readonly SourceRole[]
  aspectRatio: AspectRatio
  imageSize: ImageSize
  /** Of a video. */
  durationSec: number | null
  count: number
  /** The options that apply, and what they are set to. */
  applicable: readonly (keyof ShotOptions)[]
  options: ShotOptions
  /** Amber remarks, each beside the choice it is about. */
  notes: { model?: string; aspectRatio?: string; imageSize?: string; sources?: string }
  /** Why it cannot be started yet, in a sentence; null when nothing is missing. */
  missing: string | null
  work: Work
}

/**
 * Settles a draft against what is offered: every wish is met or moved to the nearest that the model can do. Null when
 * no model can make it here.
 */
export function settleDraft(draft: Draft, { shots, models, verdict }: Offer): Settled | null {
  const shot = shots.find(({ id }) => id === draft.shotId) ?? null
  const candidates = modelsFor(tasksOf(draft, shot), models, verdict)
  const { model, note } = settleModel(draft, candidates, models, {
    modelId: shot?.defaultModelId ?? null,
    verdict,
  })
  if (!model) return null

  const usualRatio = draft.refinesOutputId ? 'source' : (shot?.defaultAspectRatio ?? '1:1')
  const aspectRatio = settleRatio(draft.aspectRatio, usualRatio, model)
  const imageSize = settleSize(draft.imageSize, shot, model)
  const durationSec = settleDuration(draft.options.durationSec, model)
  const roles = settleRoles(draft.sourceIds, draft.roles, shot)
  const applicable = optionsFor(shot, model, roles)
  const options = settleOptions(draft.options, shot, applicable, durationSec)
  // The local studio keeps to the shot: words would change nothing.
  const words = isLocal(model) ? '' : draft.words.trim()
  const count = settleCount(draft, model)
  const sources = tooMany(draft, model)
  return {
    shot,
    model,
    candidates,
    roles,
    aspectRatio: aspectRatio.value,
    imageSize: imageSize.value,
    durationSec,
    count,
    applicable,
    options,
    notes: {
      ...(note && { model: note }),
      ...(aspectRatio.note && { aspectRatio: aspectRatio.note }),
      ...(imageSize.note && { imageSize: imageSize.note }),
      ...(sources && { sources }),
    },
    missing:
      sources ??
      missingOf(draft, shot, model, { roles, options, words }) ??
      (verdict === 'unsuitable' && cutsOut(shot, model) && !options.acceptUnsure ? UNSUITABLE : null),
    work: {
      ...(shot && { shotId: shot.id }),
      ...(words && { prompt: words }),
      ...(draft.refinesOutputId && { refinesOutputId: draft.refinesOutputId }),
      modelId: model.id,
      sourceAssetIds: [...draft.sourceIds],
      ...(roles.length > 0 && { sourceRoles: roles }),
      count,
      ...(!hasOwnSize(shot) && { aspectRatio: aspectRatio.value, imageSize: imageSize.value }),
      ...(Object.keys(options).length > 0 && { options }),
    },
  }
}

/** What a model has to be able to do, best first. Own words describe a scene, or how a photo begins to move. */
function tasksOf(draft: Draft, shot: ShotView | null): readonly Task[] {
  if (draft.refinesOutputId) return ['edit']
  return shot?.tasks ?? ['scene', 'motion']
}

/** The shot's own options and those that were chosen, as far as they apply. */
function settleOptions(
  chosen: ShotOptions,
  shot: ShotView | null,
  applicable: readonly (keyof ShotOptions)[],
  durationSec: number | null,
): ShotOptions {
  const wishes = { ...shot?.options, ...chosen, ...(durationSec !== null && { durationSec }) }
  const entries = Object.entries(wishes).filter(
    ([name, value]) => value !== undefined && applicable.includes(name as keyof ShotOptions),
  )
  return Object.fromEntries(entries) as ShotOptions
}

function tooMany({ sourceIds }: Draft, { name, maxSourceAssets }: ModelView): string | null {
  const surplus = sourceIds.length - maxSourceAssets
  if (surplus <= 0) return null
  const photos = maxSourceAssets === 1 ? 'one photo' : `${maxSourceAssets} photos`
  return `${name} takes ${photos} at most. Remove ${surplus}.`
}

function missingOf(
  draft: Draft,
  shot: ShotView | null,
  model: ModelView,
  given: Parameters<typeof findMissing>[1],
): string | null {
  if (draft.refinesOutputId)
    return given.words === '' ? 'Say in your own words what shall be different.' : null
  if (!shot) {
    return given.words === '' ? 'Choose a shot, or say in your own words what the picture should show.' : null
  }
  const lacking = model.minSourceAssets - draft.sourceIds.length
  return (
    findMissing(shot, given) ??
    (lacking > 0 ? `${model.name} needs ${model.minSourceAssets} photos. Add ${lacking}.` : null)
  )
}
