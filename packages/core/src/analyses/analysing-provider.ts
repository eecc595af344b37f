import type { Provider } from '../models/index.ts'

/** Who says what is on a photo. */
export const ANALYSING_PROVIDER = 'gemini' satisfies Provider
