export { createQuote } from './create-quote.ts'
export { modelsOf, settleModel } from './settle-model.ts'
export { hashWork, workRecord } from './work-record.ts'
