import type { Provider } from '../models/index.ts'

/** Who says what is on a photo: analyses are offered where this provider is. */
export const ANALYSING_PROVIDER: Provider = 'gemini'
