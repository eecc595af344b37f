import {
  currentModelId,
  DEFAULT_MODEL_ID,
  findModel,
  isServed,
  type Model,
  type Provider,
  type Registry,
} from '../models/index.ts'
import { findShot } from './catalogue/index.ts'
import type { Shot } from './shot.ts'

/** What can be used: the registry, the providers that are set up, the models that this caller may use, and the time. */
export type ShotSurroundings = {
  registry: Registry
  offered: readonly Provider[]
  usable: readonly Pick<Model, 'id'>[]
  now: Date
}

/**
 * Why a shot cannot be made as it is, in a sentence that says what to do instead; null when it can. Of a shot with
 * several ways to be made, the one nobody has to choose counts.
 */
export function findShotProblem(shot: Shot, around: ShotSurroundings): string | null {
  const { baseShotId } = shot.saved ?? {}
  if (baseShotId && !findShot(baseShotId)) {
    return 'The shot that it goes out from is no longer offered. Save it anew from another one.'
  }
  const { registry, offered, usable, now } = around
  const isAble = (model: Model) => shot.tasks.some((task) => model.tasks.includes(task))
  const isHere = (model: Model) =>
    usable.some(({ id }) => id === model.id) && offered.includes(model.provider) && isServed(model, now)
  const other = registry.models.find((model) => isAble(model) && isHere(model))
  const usualId = shot.defaultModelId ?? DEFAULT_MODEL_ID
  // Whoever saved a shot chose its model; of the catalogue's, a retired one is replaced without a word.
  const model = findModel(registry, shot.saved ? usualId : currentModelId(registry, usualId, now))
  const otherwise = other
    ? `Choose another model, such as ${other.name}.`
    : 'No other model can make it here.'
  if (!model) return `Its model is not known any more. ${otherwise}`
  if (!isServed(model, now))
    return `${model.name} was retired on ${model.retiresOn}. ${instead(model, around) ?? otherwise}`
  if (!isHere(model)) return `${model.name} is not set up here. ${otherwise}`
  return isAble(model) ? findMisfit(shot, model) : `${model.name} cannot make it. ${otherwise}`
}

function instead({ replacementId }: Model, { registry }: ShotSurroundings): string | null {
  const replacement = replacementId && findModel(registry, replacementId)
  return replacement ? `Use ${replacement.name} instead.` : null
}

/** A saved shot keeps what its model could do when it was saved; models change. */
function findMisfit(shot: Shot, model: Model): string | null {
  const { defaultAspectRatio: ratio, defaultImageSize: size } = shot
  if (!model.aspectRatios.includes(ratio))
    return `${model.name} does not make the ratio ${ratio}. Choose another one.`
  if (size && model.creditsPerOutput[size] === undefined)
    return `${model.name} does not make the size ${size}. Choose another one.`
  return null
}
