import { type Colour, hex } from './colour.ts'

/** The sets that can be built. */
export type SetName =
  | 'white'
  | 'studio'
  | 'floating'
  | 'mirror'
  | 'plinth'
  | 'kitchen'
  | 'bathroom'
  | 'desk'
  | 'outdoor'
  | 'beach'
  | 'flat-lay'
  | 'festive'
  | 'ghost'
  | 'in-hand'
  | 'on-model'
  | 'on-street'
  | 'together'

/** What the prompt asks for. */
export type SceneOrder = {
  set: SetName
  /** The backdrop's colour where the prompt names one. */
  colour: Colour | null
  /** What the plinth or ground is made of where the prompt says so. */
  material: 'stone' | 'marble' | 'wood' | null
  /** Side the light comes from where the prompt says so. */
  lightFrom: 'left' | 'right' | null
  isWarm: boolean
}

type Choices<T> = readonly (readonly [T, RegExp])[]

/** The first set whose words appear wins, so the more particular come first. */
const sets: Choices<SetName> = [
  ['on-street', /(worn|carried|model|person|woman|man) .*(street|city|pavement|sidewalk)/],
  ['on-model', /\b(worn|carried) (or \w+ )?by|\bon (a |the )?model\b|\badult model\b/],
  ['in-hand', /\bheld\b|\bin (one|a|the|her|his|my) hands?\b|\bin hand\b/],
  ['ghost', /ghost mannequin|invisible (body|mannequin)/],
  ['together', /\bstanding (together|beside everything)|\bbundle\b|group shot|what is in the box/],
  ['flat-lay', /flat[- ]?lay|from (directly )?above|top[- ]down|overhead shot|bird'?s[- ]eye/],
  ['floating', /float(s|ing)?\b|levitat|mid-?air|hover/],
  [
    'mirror',
    /mirror|gloss(y)? (black |white |acrylic )?(surface|table|floor|ground)|reflective|reflection below/,
  ],
  ['plinth', /plinth|pedestal|podium|column|cylinder/],
  ['kitchen', /kitchen|countertop|counter\b|breakfast/],
  ['bathroom', /bathroom|vanity|spa\b|shower|basin|tiles?\b/],
  ['desk', /\bdesk|office|workspace|workplace|bookshel/],
  ['beach', /beach|\bsand\b|\bsea\b|seaside|ocean|coast/],
  [
    'festive',
    /christmas|xmas|holiday|festive|new year|winter|halloween|autumn|fall season|easter|valentine|\bseason\b/,
  ],
  ['outdoor', /outdoor|outside|garden|grass|meadow|forest|foliage|park\b|\bsky\b|mountain|nature/],
  [
    'white',
    /(pure|plain|seamless|clean|solid|all)[- ](\w+[- ])?white (seamless )?(back|ground|sweep|studio)|255, ?255, ?255|#fff(fff)?\b|(on|in front of) (a )?white( |\.|,|$)|white back/,
  ],
]

const materials: Choices<'stone' | 'marble' | 'wood'> = [
  ['marble', /marble/],
  ['wood', /wood|oak|walnut|timber/],
  ['stone', /stone|concrete|travertine|granite/],
]

const lightSides: Choices<'left' | 'right'> = [
  ['left', /(from|at|on) (the )?(upper |top )?left/],
  ['right', /(from|at|on) (the )?(upper |top )?right/],
]

const namedColours: Choices<string> = [
  ['#eec3c4', /pastel pink|blush|pink|rose/],
  ['#c9835f', /terracotta|rust/],
  ['#b8403c', /red|crimson|scarlet/],
  ['#eaa878', /orange|apricot|peach/],
  ['#cf9f45', /mustard|ochre/],
  ['#efd27a', /yellow|lemon/],
  ['#8c8b5c', /olive/],
  ['#b9cdb8', /mint|sage/],
  ['#3f8d8b', /teal|turquoise|petrol/],
  ['#6f9a72', /green|emerald/],
  ['#2b3a5b', /navy/],
  ['#b5cfe2', /sky blue|light blue|pastel blue/],
  ['#5d86b5', /blue|cobalt/],
  ['#cdc0e0', /lavender|lilac/],
  ['#7d629c', /purple|violet|plum/],
  ['#7a5a45', /brown|chocolate/],
  ['#2f3033', /black|charcoal|dark grey|dark gray|anthracite/],
  ['#c6c7c9', /grey|gray|silver/],
  ['#e6d9c6', /beige|sand-coloured|cream|ivory|sandstone/],
]

/** Reads the scene out of a picture prompt. What the prompt says to avoid and to keep is not part of the scene. */
export function readPrompt(prompt: string): SceneOrder {
  const lines = prompt
    .toLowerCase()
    .split(/\n+/)
    .map((line) => line.replace(/\b(avoid|without|no|not|never|don't|do not)\b[^.;]*/g, ' '))
  const text = lines.join('\n')
  // A written "Scene:" line says where the product is; light, camera and mood lines only say how.
  const place = lines.find((line) => line.startsWith('scene:')) ?? text
  const wish = lines.filter((line) => line.startsWith('also:')).join('\n')
  return {
    set: firstMatch(sets, place) ?? firstMatch(sets, wish) ?? 'studio',
    colour: readColour(wish) ?? readColour(place),
    material: firstMatch(materials, place),
    lightFrom: firstMatch(lightSides, text),
    isWarm: /warm|golden|sunset|evening|candle|autumn|cosy|cozy/.test(text),
  }
}

/** The set that words put the product into, if they do. */
export function findSet(words: string): SetName | null {
  return firstMatch(sets, words.toLowerCase())
}

function firstMatch<T>(choices: Choices<T>, text: string): T | null {
  return choices.find(([, words]) => words.test(text))?.[0] ?? null
}

/** The colour that words name, by its code or by its name. */
export function readColour(text: string): Colour | null {
  const code = /#[0-9a-f]{6}\b/.exec(text)?.[0]
  if (code && code !== '#ffffff') return hex(code)
  const named = namedColours.find(([, words]) => new RegExp(`\\b(${words.source})\\b`).test(text))
  return named ? hex(named[0]) : null
}
