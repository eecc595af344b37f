import type { SubscriptionView } from '@studio/core/subscriptions'
import { Check } from 'lucide-react'
import { formatCredits, formatDate } from '../../lib/format.ts'
import { Badge, Button, classNames } from '../../ui/index.ts'
import {
  compareTo,
  describeLimits,
  describeRollOver,
  formatPrice,
  type OfferedPlan,
} from './describe-offer.ts'

/** A plan: its price, what it brings, what it allows, and the way to it. The current one says so. */
export function PlanCard({
  plan,
  current,
  subscription,
  onChoose,
}: {
  plan: OfferedPlan
  current: OfferedPlan
  subscription: SubscriptionView
  onChoose: () => void
}) {
  const isCurrent = plan.id === current.id
  return (
    <li
      aria-current={isCurrent ? 'true' : undefined}
      className={classNames(
        'figures flex flex-col rounded-card border bg-surface p-5',
        isCurrent ? 'border-accent-line ring-1 ring-accent-line' : 'border-line',
      )}
    >
      <div className="flex min-h-5.5 items-center justify-between gap-2">
        <h3 className="text-14">{plan.name}</h3>
        <State plan={plan} subscription={subscription} />
      </div>
      <p className="mt-3 flex items-baseline gap-1.5">
        <span className="font-semibold text-28">{formatPrice(plan.centsPerMonth)}</span>
        <span className="text-13 text-ink-faint">a month</span>
      </p>
      <p className="mt-3 font-medium text-14">{formatCredits(plan.creditsPerMonth)} every month</p>
      <p className="mt-0.5 text-13 text-ink-soft">{describeRollOver(plan)}</p>
      <ul className="mt-4 mb-5 flex flex-col gap-1.5 border-line border-t pt-4 text-13 text-ink-soft">
        {describeLimits(plan).map((limit) => (
          <li key={limit} className="flex gap-2">
            <Check className="mt-0.5 size-3.5 shrink-0 text-ink-faint" aria-hidden="true" />
            {limit}
          </li>
        ))}
      </ul>
      <div className="mt-auto">
        <Way plan={plan} current={current} subscription={subscription} onChoose={onChoose} />
      </div>
    </li>
  )
}

function State({ plan, subscription }: { plan: OfferedPlan; subscription: SubscriptionView }) {
  const { planId, nextPlanId, periodEnd, paymentDueBy, pendingOrders } = subscription
  if (planId === plan.id && paymentDueBy !== null)
    return <Badge tone="amber">To be paid by {formatDate(paymentDueBy)}</Badge>
  if (pendingOrders.some((order) => order.planId === plan.id)) return <Badge tone="amber">Ordered</Badge>
  if (nextPlanId === plan.id) return <Badge>From {formatDate(periodEnd)}</Badge>
  if (planId !== plan.id) return null
  return nextPlanId === null ? (
    <Badge tone="accent">Your plan</Badge>
  ) : (
    <Badge tone="accent">Until {formatDate(periodEnd)}</Badge>
  )
}

/** The button that leads to the plan, or why there is none. */
function Way({
  plan,
  current,
  subscription: { nextPlanId, paymentDueBy, pendingOrders },
  onChoose,
}: Parameters<typeof PlanCard>[0]) {
  const step = compareTo(current, plan)
  const note = (words: string) => <p className="flex h-9 items-center text-13 text-ink-faint">{words}</p>
  if (step === 'same' && paymentDueBy !== null) return note('Goes on when it is paid.')
  if (step === 'same' && nextPlanId === null) return note('You are on this plan.')
  if (nextPlanId === plan.id) return note('Begins with the next period.')
  if (pendingOrders.some((order) => order.planId === plan.id)) return note('Begins when it is paid.')
  return (
    <Button className="w-full" onClick={onChoose}>
      {step === 'same' ? `Keep ${plan.name}` : `Change to ${plan.name}`}
    </Button>
  )
}
