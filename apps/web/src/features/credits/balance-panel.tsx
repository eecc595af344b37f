import type { CreditsView } from '@studio/core/credits'
import type { SubscriptionView } from '@studio/core/subscriptions'
import type { ReactNode } from 'react'
import { formatCount, formatCredits, formatDate, formatExactTime } from '../../lib/format.ts'
import { Skeleton } from '../../ui/index.ts'
import { describeRollOver, type Offers } from '../subscription/describe-offer.ts'
import { BalanceChart } from './balance-chart.tsx'
import type { BalanceDay } from './balance-days.ts'

/** What one has, what is set aside, what comes next and when; beside it, how it came to be. */
export function BalancePanel({
  balance,
  subscription,
  offers,
  days,
}: {
  balance: CreditsView | undefined
  subscription: SubscriptionView | undefined
  offers: Offers | undefined
  days: readonly BalanceDay[] | undefined
}) {
  const plan = offers?.plans.find(({ id }) => id === subscription?.planId)
  const nextPlan = offers?.plans.find(({ id }) => id === (subscription?.nextPlanId ?? subscription?.planId))
  return (
    <section
      aria-label="Balance"
      className="mb-6 grid gap-x-10 gap-y-6 rounded-card border border-line bg-surface p-5 lg:grid-cols-[17rem_minmax(0,1fr)]"
    >
      <div className="figures">
        <p className="text-13 text-ink-soft">Available</p>
        {balance ? (
          <p className="h-12 font-semibold text-40">
            {formatCount(balance.available)}{' '}
            <span className="font-normal text-16 text-ink-soft tracking-normal">
              {balance.available === 1 ? 'credit' : 'credits'}
            </span>
          </p>
        ) : (
          <Skeleton className="my-1.5 h-9 w-32" />
        )}
        <dl className="mt-3">
          <Fact name="Held for running work">{balance && formatCredits(balance.held)}</Fact>
          <Fact name="Plan">
            {plan && (nextPlan && nextPlan !== plan ? `${plan.name}, then ${nextPlan.name}` : plan.name)}
          </Fact>
          <Fact name="Next renewal">
            {subscription && nextPlan && (
              <time dateTime={subscription.periodEnd} title={formatExactTime(subscription.periodEnd)}>
                {formatDate(subscription.periodEnd)} · +{formatCount(nextPlan.creditsPerMonth)}
              </time>
            )}
          </Fact>
        </dl>
        <p className="mt-2 min-h-9 text-13 lg:min-h-14 text-ink-faint">
          {plan && `${describeRollOver(plan)}; packs stay for a year. What expires first is used first.`}
        </p>
      </div>
      {days ? <BalanceChart days={days} /> : <Skeleton className="h-55 lg:h-59" />}
    </section>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex h-9 items-center justify-between gap-4 border-line border-t text-14">
      <dt className="text-ink-soft">{name}</dt>
      <dd>{children || <Skeleton className="h-4 w-20" />}</dd>
    </div>
  )
}
