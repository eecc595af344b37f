import type { Colour } from './colour.ts'
import { findSet, readColour, type SetName } from './read-prompt.ts'

/** What words ask to be changed about a picture. Strengths run from −1 to 1; 0 leaves as it is. */
export type Change = {
  /** Where the product shall be instead. */
  set: SetName | null
  /** The product's new colour. */
  colour: Colour | null
  isTextRemoved: boolean
  /** Where new light comes from; `front` for an even one. */
  light: 'left' | 'right' | 'front' | null
  isCrisper: boolean
  /** Cool to warm. */
  warmth: number
  brightness: number
  contrast: number
  saturation: number
}

type Grade = 'warmth' | 'brightness' | 'contrast' | 'saturation'

/** People write in their own language; a few words of some of them are understood as well. */
const GRADES: readonly (readonly [Grade, -1 | 1, RegExp])[] = [
  ['warmth', 1, /warm|golden|sunset|candle|cosy|cozy|wärmer|chaud|chaleur|cálid|cald[oa]|sıcak|ılık/],
  ['warmth', -1, /\bcool|colder|\bcold\b|bluish|icy|kälter|kühler|froid|fría?\b|soğuk/],
  [
    'brightness',
    1,
    /brighter|bright\b|lighter|lighten|heller|aufhell|plus clair|lumineu|brillante|aydınlık|parlak/,
  ],
  ['brightness', -1, /darker|darken|dark\b|moody|moodier|dunkler|sombre|oscur|karanlık/],
  ['contrast', 1, /(more|higher|stronger) contrast|punch|crisp light|dramatic|mehr kontrast/],
  ['contrast', -1, /(less|lower|softer) contrast|softer|soft light|matte|flatter|weicher|plus doux/],
  ['saturation', 1, /vivid|more colou?rful|saturated|vibrant|kräftiger/],
  ['saturation', -1, /muted|desaturat|black and white|monochrome|pastel|faded|schwarz-?weiß|blasser/],
]

/** Clauses that say what must not change. */
const KEPT =
  /[^.,;\n]*\b(keep|stays?|remain|unchanged|never|nothing|no second|invent no|follow what it means)\b((?!\bbut\b)[^.,;\n])*/gi
const PRODUCT_COLOUR =
  /(colou?r of the (product|item|\w+)|(make|turn|paint|dye|recolou?r) (it|the (product|item|\w+))|\bin )[^.]*/i

/** Reads what is to be changed. Where nothing is understood, the words still decide on some change that can be seen. */
export function readChange(prompt: string): Change {
  const words = prompt.replace(KEPT, ' ').toLowerCase()
  const change: Change = {
    set: readsAsPlace(words) ? findSet(words) : null,
    colour: readProductColour(words),
    isTextRemoved:
      /(remove|erase|delete|without|take away)[^.]*(text|caption|lettering|badge|price|watermark|writing|words)/.test(
        words,
      ),
    light: readLight(words),
    isCrisper: /upscal|higher resolution|more pixels|sharper|crisper|hd\b/.test(words),
    warmth: 0,
    brightness: 0,
    contrast: 0,
    saturation: 0,
  }
  for (const [grade, direction, pattern] of GRADES) if (pattern.test(words)) change[grade] = direction
  // More room around a picture is made by its frame alone.
  const isFramed = /\b(extend|expand|outpaint)/.test(words)
  return isNothing(change) && !isFramed ? { ...change, ...changeFor(words) } : change
}

/** Whether the words move the product elsewhere, and do not only speak of light or of what is there. */
function readsAsPlace(words: string): boolean {
  return (
    /\b(background|backdrop|scene|put (it|the)|place (it|the)|move (it|the)|set (it|the)|standing|floating|lying|on (a|an|the)|in (a|an|the)|at the)\b/.test(
      words,
    ) && !/light this picture|beyond its edges|resolution/.test(words)
  )
}

function readProductColour(words: string): Colour | null {
  if (/background|backdrop|light/.test(words) && !/colou?r of the product/.test(words)) return null
  const place = PRODUCT_COLOUR.exec(words)?.[0]
  return place ? readColour(place) : null
}

function readLight(words: string): Change['light'] {
  if (!/relight|re-light|light this|key light|light (comes|coming|falls|from)|new light|lit from/.test(words))
    return null
  if (/\bleft\b/.test(words)) return 'left'
  return /\bright\b/.test(words) ? 'right' : 'front'
}

function isNothing({ set, colour, isTextRemoved, light, isCrisper, ...grades }: Change): boolean {
  const isGraded = Object.values(grades).some((strength) => strength !== 0)
  const asksElse = set ?? colour ?? light
  return !isGraded && !asksElse && !isTextRemoved && !isCrisper
}

function changeFor(words: string): Partial<Change> {
  let sum = 0
  for (const letter of words) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  const direction = sum % 2 === 0 ? 0.8 : -0.8
  return sum % 3 === 0 ? { brightness: direction } : { warmth: direction, contrast: 0.4 }
}
