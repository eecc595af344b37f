import type { ANALYSING_PROVIDER } from '../analyses/index.ts'
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

/** The service that says what is on uploads, in words. */
export function analysingService(): string {
  // Only the type is imported: the page with the policy needs no schemas.
  return COMPANIES['gemini' satisfies typeof ANALYSING_PROVIDER]
}
