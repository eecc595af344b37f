import type { SubscriptionView } from '@studio/core/subscriptions'
import { formatDate } from '../../lib/format.ts'
import { ActDialog } from './act-dialog.tsx'
import {
  compareTo,
  describeInsteadOfUnpaid,
  describeLargerPlan,
  describeSmallerPlan,
  formatPrice,
  type OfferedPlan,
  type Offers,
  priceNow,
} from './describe-offer.ts'
import { useSubscriptionActs } from './use-subscription-acts.ts'

/** Says what choosing a plan does, when and for how much, and does it. The current plan undoes a pending change. */
export function PlanDialog({
  current,
  plan,
  subscription,
  offers,
  onClose,
}: {
  current: OfferedPlan
  plan: OfferedPlan
  subscription: SubscriptionView
  offers: Offers
  onClose: () => void
}) {
  const { changePlan } = useSubscriptionActs(offers)
  const end = formatDate(subscription.periodEnd)
  const isUnpaid = subscription.paymentDueBy !== null
  const step = compareTo(current, plan)
  const now = new Date()
  const words = {
    larger: {
      title: `Change to ${plan.name}?`,
      sentences: describeLargerPlan(current, plan, subscription, now),
      confirmLabel: `Order ${plan.name} · ${formatPrice(priceNow(current, plan, subscription, now))} now`,
    },
    smaller: {
      title: plan.centsPerMonth === 0 ? `Cancel ${current.name}?` : `Change to ${plan.name}?`,
      sentences: describeSmallerPlan(current, plan, subscription),
      confirmLabel: `Change to ${plan.name} on ${end}`,
    },
    same: {
      title: `Keep ${plan.name}?`,
      sentences: [`The change on ${end} is taken back. ${plan.name} goes on as it is; this costs nothing.`],
      confirmLabel: `Keep ${plan.name}`,
    },
    unpaid: {
      title: plan.centsPerMonth === 0 ? `Cancel ${current.name}?` : `Take ${plan.name} this month?`,
      sentences: describeInsteadOfUnpaid(current, plan),
      confirmLabel:
        plan.centsPerMonth === 0
          ? `Cancel ${current.name} now`
          : `Order ${plan.name} · ${formatPrice(plan.centsPerMonth)}`,
    },
  }[isUnpaid ? 'unpaid' : step]
  return <ActDialog {...words} onConfirm={() => changePlan(plan.id)} onClose={onClose} />
}
