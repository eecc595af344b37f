import type { CreditsView, GrantView } from '@studio/core/credits'
import type { SubscriptionView } from '@studio/core/subscriptions'
import type { ReactNode } from 'react'
import { formatCount, formatCredits, formatDate, formatExactTime } from '../../lib/format.ts'
import { Skeleton } from '../../ui/index.ts'
import { describeRollOver, formatPrice, type Offers } from '../subscription/describe-offer.ts'
import { BalanceChart } from './balance-chart.tsx'
import type { BalanceDay } from './balance-days.ts'
import { describeSoonest } from './describe-grant.ts'
import { GrantsList } from './grants-list.tsx'

/**
 * What one has, what is set aside, what comes next, when and for how much; beside it, how it came to be; below,
 * what it is made of and until when that stays.
 */
export function BalancePanel({
  balance,
  subscription,
  offers,
  grants,
  days,
}: {
  balance: CreditsView | undefined
  subscription: SubscriptionView | undefined
  offers: Offers | undefined
  grants: readonly GrantView[] | undefined
  days: readonly BalanceDay[] | undefined
}) {
  const plan = subscription?.plan
  const next = subscription?.nextRenewal
  const nextPlan = offers?.plans.find(({ id }) => id === next?.planId)
  const now = new Date()
  const soonest = grants && describeSoonest(grants, now)
  return (
    <section
      aria-label="Balance"
      className="mb-6 grid grid-cols-1 gap-x-10 gap-y-6 rounded-card border border-line bg-surface p-5 lg:grid-cols-[17rem_minmax(0,1fr)]"
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
        <p className="min-h-5 text-13 text-amber">{soonest}</p>
        <dl className="mt-2">
          <Fact name="Held for running work">{balance && formatCredits(balance.held)}</Fact>
          <Fact name="Plan">
            {plan &&
              (nextPlan && nextPlan.id !== plan.id ? `${plan.name}, then ${nextPlan.name}` : plan.name)}
          </Fact>
          <Fact name="Next renewal">
            {next && (
              <time dateTime={next.at} title={formatExactTime(next.at)}>
                {formatDate(next.at)}
              </time>
            )}
          </Fact>
          <Fact name="It brings">
            {next &&
              `${formatCredits(next.credits)}${next.cents > 0 ? ` for ${formatPrice(next.cents)}` : ', free'}`}
          </Fact>
        </dl>
        <p className="mt-2 min-h-9 text-13 lg:min-h-14 text-ink-faint">
          {plan && `${describeRollOver(plan)}; packs stay for a year. What expires first is used first.`}
        </p>
      </div>
      {days ? <BalanceChart days={days} /> : <Skeleton className="h-55 lg:h-71" />}
      {grants ? (
        <GrantsList grants={grants} now={now} />
      ) : (
        <Skeleton className="h-32 lg:col-span-2 lg:h-20" />
      )}
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
