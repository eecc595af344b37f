/**
 * Something to be paid: what the person sees, and what it costs in US cents. `plan`: for the rest of a month, and
 * it will be asked for again every month. `renewal`: for the month that begins. `top-up`: once.
 */
export type Bill = { orderId: string; kind: 'plan' | 'renewal' | 'top-up'; title: string; cents: number }

/**
 * What a request for payment leads to: `waiting` until the provider, or the operator, says that it was paid;
 * `paid` when nothing is left to do. `checkoutUrl` is where the person pays, if there is such a page.
 */
export type PaymentRequest = {
  status: 'waiting' | 'paid'
  /** How the provider calls it. */
  reference: string
  /** What happens next, in a sentence. */
  instructions: string
  checkoutUrl?: string
}

/**
 * The port to whoever takes payments. The rules never ask it anything: an order takes effect when its payment
 * is confirmed, by a signed message of the provider or by the operator. Stripe (checkout sessions and their
 * webhooks) and Shopify billing (confirmation page and `app_subscriptions/update`) both fit that shape. A provider
 * that takes the money of a renewal by itself answers it with `waiting` and the reference of its own subscription;
 * its message about the new period (`invoice.paid`) confirms the order.
 */
export type BillingProvider = {
  id: string
  /** Asks for a payment; the same order asked twice must not be paid twice. */
  requestPayment(bill: Bill): Promise<PaymentRequest>
  /** Withdraws a request that was not paid. Safe to repeat. */
  withdraw(reference: string): Promise<void>
}
