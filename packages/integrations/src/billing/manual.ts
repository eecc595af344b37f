import type { BillingProvider } from './port.ts'

/**
 * Payments outside of the product: the operator is paid in their own way and confirms the order. The default
 * when self-hosting.
 */
export function createManualBilling(): BillingProvider {
  return {
    id: 'manual',
    // Also an order of 0 cents waits: a larger plan costs again with the next period.
    async requestPayment({ orderId: reference }) {
      const instructions = 'The operator of this studio confirms it once it is paid.'
      return { status: 'waiting', reference, instructions }
    },
    async withdraw() {},
  }
}
