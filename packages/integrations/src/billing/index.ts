export { createManualBilling } from './manual.ts'
export type { Bill, BillingProvider, PaymentRequest } from './port.ts'
