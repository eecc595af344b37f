/** What is known of a picture and of what it was made from; empty or null where nothing is. */
export type AltSources = {
  /** What the analysis of the picture itself says, or a person in its place. */
  own: string | null
  /** What the analyses of the pictures it was made from call the product, the product's photo first. */
  ofSources: readonly (string | null)[]
  /** What the product is called. */
  title: string | null
}

/**
 * The alternative text that is proposed for a picture: what was said of itself, else what the product on the photo is that
 * it was made of, else the product's name. The photo's own text would tell of surroundings that the picture no longer has.
 * It is cut at a word where the store takes no more.
 */
export function proposeAlt({ own, ofSources, title }: AltSources, maxCharacters: number): string {
  const words = [own, ...ofSources, title].find((text) => text?.trim())?.trim() ?? ''
  if (words.length <= maxCharacters) return words
  const cut = words.slice(0, maxCharacters - 1)
  const end = cut.lastIndexOf(' ')
  return `${(end > 0 ? cut.slice(0, end) : cut).toWellFormed()}…`
}
