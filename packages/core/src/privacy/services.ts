import type { Provider } from '../models/index.ts'

/** Who receives words and photos to make pictures; a provider that is missing here does not compile. Samples are made here. */
const COMPANIES: Record<Exclude<Provider, 'sample'>, string> = { gemini: 'Gemini (Google)' }

/** The services that make pictures, in words: `Gemini (Google)`. */
export function pictureServices(): string {
  return Object.values(COMPANIES).join(' and ')
}
