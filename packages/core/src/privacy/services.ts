import type { Provider } from '../models/index.ts'

/** Who receives words and photos to make pictures; a provider that is missing here does not compile. What the local studio makes, it makes here. */
const COMPANIES: Record<Exclude<Provider, 'local'>, string> = {
  gemini: 'Gemini (Google)',
  kling: 'Kling (Kuaishou)',
}

/** The services that make pictures, in words: `Gemini (Google)`. */
export function pictureServices(): string {
  return Object.values(COMPANIES).join(' and ')
}
