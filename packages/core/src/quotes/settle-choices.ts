import { DomainError } from '../kernel/index.ts'
import { type AspectRatio, IMAGE_SIZES, type ImageSize, type Model } from '../models/index.ts'
import type { Shot, ShotOptions, SourceRole } from '../shots/index.ts'
import type { Work } from './schema.ts'

/**
 * What each photo is there for. Roles not named: where the shot changes a picture, the first one is that; every other
 * one shows the product.
 * @throws DomainError `invalid_input` for more or fewer roles than photos
 */
export function settleRoles({ sourceAssetIds, sourceRoles }: Work, shot: Shot | null): SourceRole[] {
  if (sourceRoles && sourceRoles.length !== sourceAssetIds.length) {
    throw new DomainError('invalid_input', 'Give as many roles as photos, in the same order.')
  }
  const isChange = shot?.needs.roles.includes('base')
  return sourceAssetIds.map(
    (_, index) => sourceRoles?.[index] ?? (isChange && index === 0 ? 'base' : 'product'),
  )
}

/**
 * The ratio that was asked for; else what the shot prefers; else what the model can.
 * @throws DomainError `option_not_supported`; `invalid_input` for the ratio of a photo that there is not
 */
export function settleRatio(work: Work, shot: Shot | null, model: Model): AspectRatio {
  if (work.aspectRatio && !model.aspectRatios.includes(work.aspectRatio)) {
    throw new DomainError('option_not_supported', `${model.name} does not make ${work.aspectRatio} pictures.`)
  }
  if (work.aspectRatio === 'source' && work.sourceAssetIds.length === 0) {
    throw new DomainError('invalid_input', 'There is no photo whose ratio could be kept. Choose a ratio.')
  }
  const wanted = work.aspectRatio ?? shot?.defaultAspectRatio ?? '1:1'
  return model.aspectRatios.includes(wanted) ? wanted : (model.aspectRatios[0] ?? '1:1')
}

/**
 * The size that was asked for; else what the shot prefers; else the smallest that the model offers.
 * @throws DomainError `option_not_supported`
 */
export function settleSize(work: Work, shot: Shot | null, model: Model): ImageSize {
  const offered = IMAGE_SIZES.filter((size) => model.creditsPerOutput[size] !== undefined)
  const wanted = work.imageSize ?? offered.find((size) => size === shot?.defaultImageSize) ?? offered[0]
  if (wanted && offered.includes(wanted)) return wanted
  const what = model.makes === 'video' ? 'videos' : 'pictures'
  throw new DomainError('option_not_supported', `${model.name} does not make ${wanted ?? 'any'} ${what}.`)
}

/**
 * The shot's own options, overruled by what was chosen; a video always knows how long it plays.
 * @throws DomainError `option_not_supported` for a length that the model does not make
 */
export function settleOptions(work: Work, shot: Shot | null, model: Model): ShotOptions {
  const { durationSec, ...options } = { ...shot?.options, ...work.options }
  const [usual] = model.durationsSec
  if (usual === undefined) return options
  if (durationSec !== undefined && !model.durationsSec.includes(durationSec)) {
    const offered = [...model.durationsSec].sort((a, b) => a - b).join(', ')
    throw new DomainError('option_not_supported', `${model.name} makes videos of ${offered} seconds.`)
  }
  return { ...options, durationSec: durationSec ?? usual }
}
