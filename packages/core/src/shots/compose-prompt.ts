import type { Shot } from './catalogue.ts'

/** What a prompt is composed from: a shot, the person's own words, or both; and how many source photos. */
export type PromptParts = { shot: Shot | null; words: string; sourceCount: number }

/**
 * Asking for the product to stay as it is, in fixed words, and telling the model the role of each source
 * photo measurably helps picture models to keep it recognisable.
 */
const SUBJECT_LOCK =
  'Keep the product exactly as it is in the photo: the same shape, proportions, colours, materials, ' +
  'lettering and logos. Do not add, remove or redraw any part of it.'

/** Composes the full prompt that is sent to the model and kept in the recipe. Pure: same parts, same prompt. */
export function composePrompt({ shot, words, sourceCount }: PromptParts): string {
  const wish = words.trim()
  return [
    sourceCount > 0 && 'Make a professional product photograph of the product in the given photo.',
    sourceCount > 1 && `All ${sourceCount} photos show the same product, from different sides.`,
    sourceCount > 0 && SUBJECT_LOCK,
    shot && `Scene: the product is ${placed(shot.direction.surface)}.`,
    shot && `Light: ${shot.direction.light}.`,
    shot && `Camera: ${shot.direction.camera}.`,
    shot && `Mood: ${shot.direction.mood}.`,
    wish && (shot ? `Also: ${wish}` : wish),
    shot && `Avoid: ${shot.direction.avoid}.`,
  ]
    .filter(Boolean)
    .join('\n')
}

/** Backdrops are named as places; products that already "stand" or "float" need no preposition. */
function placed(surface: string): string {
  return /^(standing|floating|lying)\b/.test(surface) ? surface : `in front of ${surface}`
}
