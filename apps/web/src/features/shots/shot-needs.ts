import type { ModelView } from '@studio/core/models'
import type { ShotOptions, ShotView, SourceRole, StudioScene } from '@studio/core/shots'
import { isLocal } from '../models/offer-models.ts'

/** What photos are there for, in words: what is chosen, and what is asked for in a sentence. */
export const ROLE_WORDS: Record<SourceRole, { name: string; sentence: string }> = {
  product: { name: 'Product', sentence: 'the product' },
  person: { name: 'Person', sentence: 'the person' },
  scene: { name: 'Place', sentence: 'the place' },
  style: { name: 'Look', sentence: 'the look' },
  logo: { name: 'Logo', sentence: 'the logo' },
  base: { name: 'To change', sentence: 'the picture to change' },
}

/** What to do about an option that is asked for and was not given. */
const ASK: Partial<Record<keyof ShotOptions, string>> = {
  colour: 'Choose a colour.',
  durationSec: 'Choose how long it plays.',
  widthPx: 'Say how wide it shall be, in pixels.',
  heightPx: 'Say how high it shall be, in pixels.',
  widthMm: 'Say how wide the product really is.',
  heightMm: 'Say how high the product really is.',
  hasConsent: 'Confirm that the person in the photo agreed.',
  endsOn: 'Say on which day the campaign ends.',
}

/** Scenes of the local studio that keep the whole photo, so that nothing is cut out. */
const UNCUT: readonly StudioScene[] = ['fit', 'texture', 'details']

/** Whether the product is cut out of its photo: the local studio does so for most of its scenes. */
export function cutsOut(shot: ShotView | null, model: ModelView): boolean {
  return isLocal(model) && shot !== null && shot.scene !== null && !UNCUT.includes(shot.scene)
}

/** Whether the shot is made at a size in pixels instead of a ratio and a name. */
export function hasOwnSize(shot: ShotView | null): boolean {
  return shot?.scene === 'fit'
}

/** The options that mean something for this shot and this model. */
export function optionsFor(
  shot: ShotView | null,
  model: ModelView,
  roles: readonly SourceRole[],
): (keyof ShotOptions)[] {
  const wanted = new Set<string>([...(shot?.needs.options ?? []), ...Object.keys(shot?.options ?? {})])
  const scene = isLocal(model) ? shot?.scene : null
  const applies: Record<keyof ShotOptions, boolean> = {
    colour: wanted.has('colour') || scene === 'sweep',
    durationSec: model.makes === 'video',
    widthPx: wanted.has('widthPx') || scene === 'fit',
    heightPx: wanted.has('heightPx') || scene === 'fit',
    marginPercent: wanted.has('marginPercent'),
    fillHoles: cutsOut(shot, model),
    removeShadow: cutsOut(shot, model),
    acceptUnsure: cutsOut(shot, model),
    hasConsent: wanted.has('hasConsent') || roles.includes('person'),
    widthMm: wanted.has('widthMm') || scene === 'size-lines',
    heightMm: wanted.has('heightMm') || scene === 'size-lines',
    endsOn: wanted.has('endsOn'),
    plainPrompt: !isLocal(model),
  }
  return (Object.keys(applies) as (keyof ShotOptions)[]).filter((option) => applies[option])
}

/** What each photo is there for: as somebody said, else the first of a utility is changed and the others show the product. */
export function settleRoles(
  sourceIds: readonly string[],
  chosen: Readonly<Record<string, SourceRole>>,
  shot: ShotView | null,
): SourceRole[] {
  return sourceIds.map((id, index) => {
    return chosen[id] ?? (shot?.kind === 'utility' && index === 0 ? 'base' : 'product')
  })
}

/** What is asked for and not there yet, in a sentence; null when nothing is missing. */
export function findMissing(
  shot: ShotView | null,
  given: { roles: readonly SourceRole[]; options: ShotOptions; words: string },
): string | null {
  if (given.roles.includes('person') && !given.options.hasConsent) return ASK.hasConsent ?? null
  return shot && findShotGap(shot, given)
}

function findShotGap(shot: ShotView, given: Parameters<typeof findMissing>[1]): string | null {
  const lacking = shot.needs.photos - given.roles.length
  if (lacking > 0) {
    if (shot.needs.photos === 1) return 'Add a photo of your product.'
    const photos = lacking === 1 ? 'another photo' : `${lacking} more photos`
    return `Add ${photos}: ${shot.name} needs ${shot.needs.photos}.`
  }
  const role = shot.needs.roles.find((needed) => !given.roles.includes(needed))
  if (role) return `Say which photo shows ${ROLE_WORDS[role].sentence}.`
  const option = (shot.needs.options as (keyof ShotOptions)[]).find(
    (needed) => given.options[needed] === undefined || given.options[needed] === false,
  )
  if (option) return ASK[option] ?? `${shot.name} needs one more choice.`
  return shot.needs.words && given.words === '' ? 'Say in your own words what shall be changed.' : null
}
