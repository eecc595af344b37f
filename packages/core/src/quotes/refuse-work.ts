import { DomainError } from '../kernel/index.ts'
import { findModel, isServed, type Model, type Registry, type Task } from '../models/index.ts'
import type { Shot, ShotOptions, SourceRole } from '../shots/index.ts'
import type { Work } from './schema.ts'

/** An option that a shot cannot do without, in words. */
const OPTION_WORDS: Record<keyof ShotOptions, string> = {
  colour: 'a colour',
  durationSec: 'a length in seconds',
  widthPx: 'a width in pixels',
  heightPx: 'a height in pixels',
  marginPercent: 'a margin in percent',
  fillHoles: 'a choice whether gaps are filled',
  removeShadow: 'a choice whether the shadow goes',
  acceptUnsure: 'your word that an unsure cut-out will do',
  hasConsent: 'your word that the person in the photo agreed',
  widthMm: 'the real width of the product in millimetres',
  heightMm: 'the real height of the product in millimetres',
  endsOn: 'the last day of the campaign',
  plainPrompt: 'a choice whether the brand kit is left out',
}

/** Work of which the roles of its photos and all options are settled. */
export type ChosenWork = { work: Work; shot: Shot | null; roles: readonly SourceRole[]; options: ShotOptions }

/**
 * The model, as long as its provider serves it.
 * @throws DomainError `invalid_input` for an unknown model; `model_retired` with its replacement
 */
export function requireServedModel(registry: Registry, modelId: string, now: Date): Model {
  const model = findModel(registry, modelId)
  if (!model) throw new DomainError('invalid_input', `There is no model called "${modelId}".`)
  if (isServed(model, now)) return model
  const instead = model.replacementId && findModel(registry, model.replacementId)
  throw new DomainError(
    'model_retired',
    `${model.name} was retired on ${model.retiresOn}.${instead ? ` Use ${instead.name} instead.` : ''}`,
    { replacementId: model.replacementId },
  )
}

/**
 * Refuses work of which something is missing: words, photos, their roles, options or the consent of a person.
 * @throws DomainError `invalid_input` with a sentence that says what to add
 */
export function refuseIncomplete({ work, shot, roles, options }: ChosenWork): void {
  const problem = findGap(work, shot, roles) ?? findOptionGap(shot, roles, options)
  if (problem) throw new DomainError('invalid_input', problem)
}

function findGap(work: Work, shot: Shot | null, roles: readonly SourceRole[]): string | null {
  const hasWords = (work.prompt ?? '') !== ''
  if (new Set(work.sourceAssetIds).size !== work.sourceAssetIds.length)
    return 'The same photo is listed twice.'
  if (work.refinesOutputId) {
    if (shot) return 'A change is made by your own words: leave the shot out.'
    return hasWords ? null : 'Say in your own words what shall be different.'
  }
  if (!shot) {
    return hasWords ? null : 'Choose a shot, or say in your own words what the picture should show.'
  }
  const { needs } = shot
  if (roles.length < needs.photos) {
    return needs.photos === 1
      ? 'Add a photo of your product: a shot shows what is on it.'
      : `${shot.name} needs at least ${needs.photos} photos.`
  }
  const role = needs.roles.find((needed) => !roles.includes(needed))
  if (role) return `${shot.name} needs a photo with the role “${role}”.`
  return needs.words && !hasWords ? `${shot.name} needs your own words.` : null
}

function findOptionGap(shot: Shot | null, roles: readonly SourceRole[], options: ShotOptions): string | null {
  if (roles.includes('person') && !options.hasConsent) {
    return 'Say that the person in the photo agreed to this use (the option “hasConsent”).'
  }
  const missing = shot?.needs.options.find((needed) => (options[needed] ?? false) === false)
  return missing && shot ? `${shot.name} needs ${OPTION_WORDS[missing]} (the option “${missing}”).` : null
}

/**
 * Refuses work that is not for this model.
 * @throws DomainError `option_not_supported` with a sentence that says why
 */
export function refuseUnable(model: Model, work: Work, shot: Shot | null): void {
  const problem = findInability(model, work, shot)
  if (problem) throw new DomainError('option_not_supported', problem)
}

function findInability(model: Model, work: Work, shot: Shot | null): string | null {
  if (!tasksOf(work, shot).some((task) => model.tasks.includes(task))) {
    const what = work.refinesOutputId ? 'change a picture by words' : `make “${shot?.name ?? 'own words'}”`
    return `${model.name} cannot ${what}. Choose another model.`
  }
  const photos = work.sourceAssetIds.length
  const { minSourceAssets: fewest, maxSourceAssets: most } = model
  if (photos > most) return `${model.name} takes at most ${most} ${most === 1 ? 'photo' : 'photos'}.`
  if (photos < fewest) return `${model.name} needs ${fewest} ${fewest === 1 ? 'photo' : 'photos'}.`
  return null
}

/** Any one of these will do. Own words describe a scene, or how a photo shall begin to move. */
function tasksOf(work: Work, shot: Shot | null): readonly Task[] {
  if (work.refinesOutputId) return ['edit']
  return shot?.tasks ?? ['scene', 'motion']
}
