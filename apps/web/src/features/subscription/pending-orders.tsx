import type { SubscriptionView } from '@studio/core/subscriptions'
import { Clock } from 'lucide-react'
import { useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { Button, CopyId, RelativeTime } from '../../ui/index.ts'
import { ActDialog } from './act-dialog.tsx'
import { formatPrice, nameOrder, type Offers } from './describe-offer.ts'
import { useSubscriptionActs } from './use-subscription-acts.ts'

/** What was ordered and waits for its payment, with what happens next; nothing when nothing waits. */
export function PendingOrders({
  orders,
  offers,
}: {
  orders: SubscriptionView['pendingOrders']
  offers: Offers
}) {
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
                waits for its payment, ordered <RelativeTime iso={order.createdAt} />
              </span>
              <CopyId id={order.id} />
            </li>
          ))}
        </ul>
        <p className="mt-1.5 text-13 text-ink-soft">{instructions.join(' ')}</p>
      </div>
      <Button size="small" onClick={() => setWithdrawing(orders)}>
        {orders.length > 1 ? `Withdraw all ${orders.length}` : 'Withdraw'}
      </Button>
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
