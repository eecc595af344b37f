import type { CutOutVerdict } from '@studio/core/analyses'
import type { BatchWork } from '@studio/core/batches'
import type { Id } from '@studio/core/kernel'
import type { ModelView } from '@studio/core/models'
import type { ShotView } from '@studio/core/shots'
import { formatNumberOf } from '../../lib/format.ts'
import { ratioName } from '../../lib/ratio.ts'
import type { Draft } from '../create/draft.ts'
import { type Settled, settleDraft } from '../create/settle-draft.ts'
import { isLocal } from '../models/offer-models.ts'
import { pricesOf } from '../models/settle-choices.ts'
import { hasOwnSize } from '../shots/shot-needs.ts'
import type { ShotChoice } from './batch-draft.ts'

/** Stands for whichever photo an item is made of. */
const ANY_PHOTO = 'ast_any' as Id<'asset'>

/** What is offered to choose from, and how surely products are cut out of the chosen photos, as far as that is known. */
export type BatchOffer = {
  shots: readonly ShotView[]
  models: readonly ModelView[]
  /** `sure`: of all of them. Null: not known, or not of all. */
  verdict: Extract<CutOutVerdict, 'sure'> | null
}

/** A chosen kind of picture, as it will really be made. */
export type SettledShot = {
  choice: ShotChoice
  /** Null while nothing can make it. */
  settled: Settled | null
  name: string
  /** Why it cannot be started like this, in a sentence. */
  problem: string | null
}

/** The wishes for one kind of picture, as Create has them for one photo. */
export function toCreateDraft(choice: ShotChoice): Draft {
  const { key: _key, productTypes: _types, ...wishes } = choice
  return {
    ...wishes,
    ...{ sourceIds: [ANY_PHOTO], roles: {}, usualModelId: null, usualCount: 1, refinesOutputId: null },
  }
}

/** Settles a chosen kind of picture by the rules of Create, as if for one photo. */
export function settleShot(choice: ShotChoice, offer: BatchOffer): SettledShot {
  const shot = offer.shots.find(({ id }) => id === choice.shotId)
  const name = shot?.name ?? 'Your own words'
  if (choice.shotId !== null && !shot)
    return { choice, settled: null, name: 'A shot that was deleted', problem: 'This shot was deleted.' }
  const settled = settleDraft(toCreateDraft(choice), offer)
  if (!settled) return { choice, settled, name, problem: 'No model that is set up here can make it.' }
  const isNever = choice.productTypes?.length === 0
  return { choice, settled, name, problem: isNever ? 'Choose at least one type.' : settled.missing }
}

/** The kind of work that a settled shot is; null while it cannot be started. */
export function workOf({ choice, settled, problem }: SettledShot): BatchWork | null {
  if (!settled || problem !== null) return null
  const { sourceAssetIds: _any, sourceRoles: _roles, ...work } = settled.work
  return { ...work, ...(choice.productTypes && { productTypes: [...choice.productTypes] }) }
}

/** Whether a shot can be made of one photo alone, as every item of a batch is. */
export function isForOnePhoto({ needs, problem }: ShotView): boolean {
  return (
    problem === null &&
    needs.photos <= 1 &&
    needs.roles.every((role) => role === 'base' || role === 'product')
  )
}

/** The studio of this installation, where it could make the shot free and something else is taken. */
export function freeModelOf({ model, candidates }: Settled): ModelView | null {
  return isLocal(model) ? null : (candidates.find((other) => isLocal(other) && other.isAvailable) ?? null)
}

/** What one picture of a settled shot costs, in credits. */
export function creditsEachOf({ model, durationSec, imageSize }: Settled): number {
  return pricesOf(model, durationSec).find((price) => price.imageSize === imageSize)?.credits ?? 0
}

/** How a settled shot is made, in a line: `Nano Banana 2.1 · 1:1 · 2K · 2 of each`. */
export function describeSettled(settled: Settled): string {
  const { model, shot, aspectRatio, imageSize, durationSec, count } = settled
  const makes = model.makes === 'video' ? 'video' : 'picture'
  return [
    model.name,
    ...(hasOwnSize(shot) ? [] : [ratioName(aspectRatio), imageSize]),
    ...(durationSec === null ? [] : [`${durationSec} s`]),
    ...(count > 1 ? [`${formatNumberOf(count, makes)} of each`] : []),
  ].join(' · ')
}
