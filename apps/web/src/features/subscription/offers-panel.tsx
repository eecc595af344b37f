import type { SubscriptionView } from '@studio/core/subscriptions'
import { useState } from 'react'
import { formatCredits } from '../../lib/format.ts'
import { Button, Skeleton } from '../../ui/index.ts'
import { describeUnitPrice, formatPrice, type OfferedPlan, type Offers } from './describe-offer.ts'
import { PlanCard } from './plan-card.tsx'
import { PlanDialog } from './plan-dialog.tsx'

/** The plans and the packs, with the ways to them. */
export function OffersPanel({
  offers,
  subscription,
  onBuy,
}: {
  offers: Offers
  subscription: SubscriptionView
  onBuy: (packId: string) => void
}) {
  const [chosen, setChosen] = useState<OfferedPlan | null>(null)
  // What one has stands as it was bought, also when the plan has been changed since.
  const current = subscription.plan
  const plans = offers.plans.map((plan) => (plan.id === current.id ? current : plan))
  return (
    <>
      <h2 className="sr-only">Plans</h2>
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {plans.map((plan) => (
          <PlanCard
            key={plan.id}
            plan={plan}
            current={current}
            subscription={subscription}
            onChoose={() => setChosen(plan)}
          />
        ))}
      </ul>
      <h2 className="mt-8 mb-1 text-16">Top-up packs</h2>
      <p className="mb-3 text-13 text-ink-soft">Bought once, on any plan. They stay for a year.</p>
      <ul className="rounded-card border border-line bg-surface">
        {offers.packs.map((pack) => (
          <li
            key={pack.id}
            className="figures flex items-center gap-x-4 border-line border-t px-5 py-3 first:border-t-0"
          >
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{formatCredits(pack.credits)}</span>
              <span className="block text-13 text-ink-faint">{describeUnitPrice(pack)}</span>
            </span>
            <span className="font-medium">{formatPrice(pack.cents)}</span>
            <Button
              size="small"
              aria-label={`Order ${formatCredits(pack.credits)}`}
              onClick={() => onBuy(pack.id)}
            >
              Order
            </Button>
          </li>
        ))}
      </ul>
      {chosen && (
        <PlanDialog
          current={current}
          plan={chosen}
          subscription={subscription}
          offers={offers}
          onClose={() => setChosen(null)}
        />
      )}
    </>
  )
}

/** Stands in for the plans while they are on their way. */
export function OffersSkeleton() {
  return (
    <div role="status" aria-label="Plans are loading" className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      {[0, 1, 2, 3].map((card) => (
        <Skeleton key={card} className="h-84 rounded-card!" />
      ))}
    </div>
  )
}
