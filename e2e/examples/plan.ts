/** A source photo: the beginning of a fixture's file name, or what is drawn because no fixture shows it. */
export type Photo =
  | 'alexander-andrews'
  | 'charles-deluvio'
  | 'imani-clovis'
  | 'nikolai-chernichenko'
  | 'oscar-ivan'
  | 'ruslan-bardash'
  | 'stoica-ionela'
  | 'garment'
  | 'open-garment'
  | 'box'

/** What an example is made of. `seed` decides about light and play. */
export type Example = { photos: readonly Photo[]; seed: number; words?: string; colour?: string }

/** Which photo suits which shot of the gallery. Utilities and clips are put together in `show-change.ts`. */
export const EXAMPLES: Record<string, Example> = {
  'white-hero': { photos: ['nikolai-chernichenko'], seed: 3 },
  'grey-studio': { photos: ['ruslan-bardash'], seed: 3 },
  'brand-sweep': { photos: ['charles-deluvio'], seed: 3, colour: '#0a5c55' },
  floating: { photos: ['imani-clovis'], seed: 5 },
  mirror: { photos: ['imani-clovis'], seed: 1 },
  plinth: { photos: ['alexander-andrews'], seed: 4 },
  kitchen: { photos: ['charles-deluvio'], seed: 6 },
  bathroom: { photos: ['charles-deluvio'], seed: 12 },
  desk: { photos: ['alexander-andrews'], seed: 9 },
  outdoor: { photos: ['nikolai-chernichenko'], seed: 7 },
  'flat-lay': { photos: ['alexander-andrews'], seed: 2 },
  'in-hand': { photos: ['charles-deluvio'], seed: 3 },
  season: { photos: ['alexander-andrews'], seed: 4, words: 'Christmas' },
  'ghost-mannequin': { photos: ['open-garment'], seed: 1 },
  'on-model-studio': { photos: ['garment'], seed: 5 },
  'on-model-street': { photos: ['alexander-andrews'], seed: 3 },
  'size-comparison': { photos: ['alexander-andrews'], seed: 1 },
  texture: { photos: ['imani-clovis'], seed: 1 },
  packaging: { photos: ['box', 'alexander-andrews'], seed: 2 },
  bundle: { photos: ['charles-deluvio', 'alexander-andrews', 'oscar-ivan'], seed: 4 },
}
