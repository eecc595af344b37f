import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, ErrorState, PageHeader, Skeleton, Tabs } from '../../ui/index.ts'
import { BuyDialog } from '../subscription/buy-dialog.tsx'
import { OffersPanel, OffersSkeleton } from '../subscription/offers-panel.tsx'
import { PendingOrders } from '../subscription/pending-orders.tsx'
import { fillBalanceDays, monthsOf } from './balance-days.ts'
import { BalancePanel } from './balance-panel.tsx'
import { DownloadCard } from './download-card.tsx'
import { StatementPanel } from './statement-panel.tsx'
import { UsagePanel } from './usage-panel.tsx'

/** What one has, what became of it, entry by entry, and how to get more. */
export function CreditsPage() {
  const { view } = useSearch({ from: '/studio/credits' })
  const navigate = useNavigate()
  const balance = useQuery(trpc.credits.balance.queryOptions())
  const usage = useQuery(trpc.credits.usage.queryOptions())
  const grants = useQuery(trpc.credits.grants.queryOptions())
  const subscription = useQuery(trpc.subscription.get.queryOptions())
  const offers = useQuery(trpc.subscription.offers.queryOptions())
  const [buyingId, setBuyingId] = useState<string | null>(null)
  const detailRef = useRef<HTMLDivElement>(null)
  const known = usage.data?.balanceByDay
  const days = useMemo(() => known && fillBalanceDays(known, new Date()), [known])

  const queries = [balance, usage, grants, subscription, offers]
  const failed = queries.find(({ isError, data }) => isError && !data)
  if (failed) {
    const { title, message } = describeProblem(failed.error)
    const retry = () => {
      for (const query of queries) if (query.isError) void query.refetch()
    }
    return <ErrorState title={title} message={message} onRetry={retry} />
  }

  const packs = offers.data?.packs ?? []
  const show = (next: string) =>
    void navigate({
      to: '/credits',
      search: next === 'usage' || next === 'plans' ? { view: next } : {},
      replace: true,
      resetScroll: false,
    })
  return (
    <div className="mx-auto max-w-6xl">
      <PageHeader
        title="Credits"
        actions={
          <>
            <Button
              onClick={() => {
                show('plans')
                detailRef.current?.scrollIntoView({ behavior: 'smooth' })
              }}
            >
              Change plan
            </Button>
            <Button
              variant="primary"
              disabled={packs.length === 0}
              onClick={() => setBuyingId((packs[1] ?? packs[0])?.id ?? null)}
            >
              Buy credits
            </Button>
          </>
        }
      />
      {subscription.data && offers.data && (
        <PendingOrders subscription={subscription.data} offers={offers.data} />
      )}
      <BalancePanel
        balance={balance.data}
        subscription={subscription.data}
        offers={offers.data}
        grants={grants.data}
        days={days}
      />
      <div ref={detailRef} className="scroll-mt-18">
        <Tabs
          label="Credits in detail"
          value={view ?? 'statement'}
          onChange={show}
          tabs={[
            {
              value: 'statement',
              label: 'Statement',
              panel: (
                <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
                  <StatementPanel months={known ? monthsOf(known) : []} />
                  <aside>
                    <DownloadCard />
                  </aside>
                </div>
              ),
            },
            {
              value: 'usage',
              label: 'Usage',
              panel: usage.data ? <UsagePanel usage={usage.data} /> : <Skeleton className="h-48" />,
            },
            {
              value: 'plans',
              label: 'Plans and packs',
              panel:
                offers.data && subscription.data ? (
                  <OffersPanel offers={offers.data} subscription={subscription.data} onBuy={setBuyingId} />
                ) : (
                  <OffersSkeleton />
                ),
            },
          ]}
        />
      </div>
      {buyingId !== null && offers.data && (
        <BuyDialog offers={offers.data} packId={buyingId} onClose={() => setBuyingId(null)} />
      )}
    </div>
  )
}
