import type { SubscriptionView } from '@studio/core/subscriptions'
import { Clock } from 'lucide-react'
import { useState } from 'react'
import { formatDate, formatExactTime, formatNumberOf } from '../../lib/format.ts'
import { Button, CopyId, RelativeTime } from '../../ui/index.ts'
import { ActDialog } from './act-dialog.tsx'
import { formatPrice, nameOrder, type Offers } from './describe-offer.ts'
import { useSubscriptionActs } from './use-subscription-acts.ts'

/**
 * What was ordered and waits for its payment, with what happens next; nothing when nothing waits. The payment of
 * the month that runs cannot be withdrawn: one ends that by cancelling the plan.
 */
export function PendingOrders({ subscription, offers }: { subscription: SubscriptionView; offers: Offers }) {
  const { pendingOrders: orders, paymentDueBy, plan } = subscription
  const isRenewal = (order: (typeof orders)[number]) =>
    paymentDueBy !== null && order.planId === subscription.planId
  const withdrawable = orders.filter((order) => !isRenewal(order))
  const [withdrawing, setWithdrawing] = useState<typeof orders>([])
  const { withdrawOrders } = useSubscriptionActs(offers)
  if (orders.length === 0) return null

  const instructions = [...new Set(orders.map((order) => order.instructions))]
  return (
    <section
      aria-label="Orders that wait for their payment"
      className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-3 rounded-card bg-amber-soft p-4"
    >
      <Clock className="mt-0.5 size-4 text-amber max-sm:hidden" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <ul className="flex flex-col gap-1.5">
          {orders.map((order) => (
            <li key={order.id} className="figures flex flex-wrap items-baseline gap-x-3 text-14">
              <span className="font-medium">
                {nameOrder(order, offers)} · {formatPrice(order.cents)}
              </span>
              <span className="text-13 text-ink-soft">
                {isRenewal(order) ? (
                  'for this month'
                ) : (
                  <>
                    waits for its payment, ordered <RelativeTime iso={order.createdAt} />
                  </>
                )}
              </span>
              <CopyId id={order.id} />
            </li>
          ))}
        </ul>
        {paymentDueBy !== null && (
          <p className="mt-1.5 text-13 text-ink-soft">
            This month of {plan.name} is not paid for yet. Its credits come with the payment; unpaid on{' '}
            <time dateTime={paymentDueBy} title={formatExactTime(paymentDueBy)} className="text-ink">
              {formatDate(paymentDueBy)}
            </time>
            , the plan becomes Free. Credits you have stay until their own date.
          </p>
        )}
        <p className="mt-1.5 text-13 text-ink-soft">{instructions.join(' ')}</p>
      </div>
      {withdrawable.length > 0 && (
        <Button size="small" onClick={() => setWithdrawing(withdrawable)}>
          {withdrawable.length > 1 ? `Withdraw all ${withdrawable.length}` : 'Withdraw'}
        </Button>
      )}
      {withdrawing.length > 0 && (
        <ActDialog
          title={`Withdraw ${formatNumberOf(withdrawing.length, 'order')}?`}
          sentences={[
            `${withdrawing.map((order) => `${nameOrder(order, offers)} (${formatPrice(order.cents)})`).join(' and ')} will not come, and nothing is charged.`,
            'If you have paid already, tell the operator first.',
          ]}
          confirmLabel={`Withdraw ${formatNumberOf(withdrawing.length, 'order')}`}
          onConfirm={withdrawOrders}
          onClose={() => setWithdrawing([])}
        />
      )}
    </section>
  )
}
