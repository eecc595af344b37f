export { createQuote } from './create-quote.ts'
export { hashWork, workRecord } from './work-record.ts'
