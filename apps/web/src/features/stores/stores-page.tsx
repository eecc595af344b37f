import type { StoreView } from '@studio/core/stores'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, ErrorState, LinkButton, PageHeader, Skeleton } from '../../ui/index.ts'
import { ConnectDialog, type ConnectTo } from './connect-dialog.tsx'
import { DeleteHistoryDialog, DisconnectDialog, LeaveHalfWayDialog } from './disconnect-dialog.tsx'
import { FirstStore } from './first-store.tsx'
import { ReturnNotice } from './return-notice.tsx'
import { StoreCard } from './store-card.tsx'
import { isMoving } from './store-words.ts'

/** How often a store whose products are being read is looked at, should the live channel be down. */
const LOOK_AGAIN_MS = 3_000

/** The connected stores with their health, and the ways to connect one. */
export function StoresPage() {
  const list = useQuery(
    trpc.stores.list.queryOptions(undefined, {
      refetchInterval: ({ state }) => state.data?.items.some(isMoving) && LOOK_AGAIN_MS,
    }),
  )
  const [connectingTo, setConnectingTo] = useState<ConnectTo>()
  const [leaving, setLeaving] = useState<StoreView>()
  const stores = list.data?.items ?? []
  const current = stores.filter(({ status }) => status !== 'disconnected')
  const former = stores.filter(({ status }) => status === 'disconnected')

  return (
    <div className="mx-auto max-w-6xl">
      <PageHeader
        title="Stores"
        actions={
          stores.length > 0 && (
            <>
              <LinkButton to="/publications" variant="quiet">
                Publications
              </LinkButton>
              <Button variant="primary" onClick={() => setConnectingTo({})}>
                <Plus aria-hidden="true" />
                Connect a store
              </Button>
            </>
          )
        }
      />
      <ReturnNotice stores={stores} onAgain={() => setConnectingTo({})} />
      {list.isPending && <StoresSkeleton />}
      {list.isError && !list.data && (
        <ErrorState {...describeProblem(list.error)} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && stores.length === 0 && (
        <FirstStore onConnect={(platform) => setConnectingTo({ platform })} />
      )}
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-5 md:grid-cols-2 xl:grid-cols-3">
        {current.map((store) => (
          <StoreCard
            key={store.id}
            store={store}
            onConnect={() => setConnectingTo({ platform: store.platform, shop: store.shop })}
            onDisconnect={() => setLeaving(store)}
          />
        ))}
      </ul>
      {former.length > 0 && (
        <section aria-labelledby="former-stores" className="mt-10">
          <h2 id="former-stores" className="mb-3 text-14">
            Disconnected, history kept
          </h2>
          <ul className="grid grid-cols-[minmax(0,1fr)] gap-5 md:grid-cols-2 xl:grid-cols-3">
            {former.map((store) => (
              <StoreCard
                key={store.id}
                store={store}
                onConnect={() => setConnectingTo({ platform: store.platform, shop: store.shop })}
                onDisconnect={() => setLeaving(store)}
              />
            ))}
          </ul>
        </section>
      )}
      {connectingTo && <ConnectDialog {...connectingTo} onClose={() => setConnectingTo(undefined)} />}
      {leaving &&
        (leaving.status === 'disconnected' ? (
          <DeleteHistoryDialog store={leaving} onClose={() => setLeaving(undefined)} />
        ) : leaving.leaving ? (
          <LeaveHalfWayDialog store={leaving} onClose={() => setLeaving(undefined)} />
        ) : (
          <DisconnectDialog store={leaving} onClose={() => setLeaving(undefined)} />
        ))}
    </div>
  )
}

function StoresSkeleton() {
  return (
    <div
      role="status"
      aria-label="Stores are loading"
      className="grid grid-cols-[minmax(0,1fr)] gap-5 md:grid-cols-2 xl:grid-cols-3"
    >
      {[0, 1].map((card) => (
        <Skeleton key={card} className="h-68 rounded-card!" />
      ))}
    </div>
  )
}
