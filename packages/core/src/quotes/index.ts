export type { SettledWork, WorkContext } from './price-work.ts'
export { priceWork, QUOTE_VALID_MINUTES, quoteExpiry, quoteItems } from './price-work.ts'
export type { QuoteView, Work } from './schema.ts'
export { MAX_OUTPUTS, MAX_PROMPT_CHARACTERS, quoteView, workSchema } from './schema.ts'
