import type { SourceRole } from './roles.ts'
import type { Shot } from './shot.ts'

/** What a brand wants said and not said, and its colours as `#rrggbb`. */
export type BrandWords = {
  colours: readonly string[]
  wordsToUse: readonly string[]
  wordsToAvoid: readonly string[]
}

/**
 * What a prompt is composed from: a shot, the person's own words, or both; what each picture is there for, in
 * order; the brand, if it has a say; and whether the words change an earlier picture.
 */
export type PromptParts = {
  shot: Shot | null
  words: string
  roles: readonly SourceRole[]
  brand: BrandWords | null
  isRefinement: boolean
}

/**
 * Asking for the product to stay as it is, in fixed words, and telling the model the role of each source
 * photo measurably helps picture models to keep it recognisable.
 */
const SUBJECT_LOCK =
  'Keep the product exactly as it is in the photo: the same shape, proportions, colours, materials, ' +
  'lettering and logos. Do not add, remove or redraw any part of it.'

/** Composes the full prompt that is sent to the model and kept in the recipe. Pure: same parts, same prompt. */
export function composePrompt({ shot, words, roles }: PromptParts): string {
  const wish = words.trim()
  const sourceCount = roles.length
  const direction = shot?.direction
  return [
    sourceCount > 0 && 'Make a professional product photograph of the product in the given photo.',
    sourceCount > 1 && `All ${sourceCount} photos show the same product, from different sides.`,
    sourceCount > 0 && SUBJECT_LOCK,
    shot?.instruction,
    direction && `Scene: the product is ${placed(direction.surface)}.`,
    direction && `Light: ${direction.light}.`,
    direction && `Camera: ${direction.camera}.`,
    direction && `Mood: ${direction.mood}.`,
    wish && (shot ? `Also: ${wish}` : wish),
    direction && `Avoid: ${direction.avoid}.`,
  ]
    .filter(Boolean)
    .join('\n')
}

/** Backdrops are named as places; products that already "stand" or "float" need no preposition. */
function placed(surface: string): string {
  return /^(standing|floating|lying)\b/.test(surface) ? surface : `in front of ${surface}`
}
