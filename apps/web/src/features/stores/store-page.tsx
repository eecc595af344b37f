import { isId } from '@studio/core/kernel'
import type { StoreView } from '@studio/core/stores'
import { PLATFORM_NAMES } from '@studio/core/stores'
import { skipToken, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ExternalLink, RotateCw } from 'lucide-react'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import {
  AnchorButton,
  Button,
  ErrorState,
  LinkButton,
  PageHeader,
  RelativeTime,
  Skeleton,
} from '../../ui/index.ts'
import { ProductList } from './product-list.tsx'
import { describeProducts, healthOf, isMoving, isReading } from './store-words.ts'
import { useMirrorAgain } from './use-mirror-again.ts'

/** How often a store whose products are being read is looked at, should the live channel be down. */
const LOOK_AGAIN_MS = 3_000

/** The products of a store with their pictures in order; chosen ones can be made pictures of. */
export function StorePage() {
  const { storeId } = useParams({ from: '/studio/stores/$storeId' })
  const id = isId('store', storeId) ? storeId : null
  const store = useQuery(
    trpc.stores.get.queryOptions(id ? { id } : skipToken, {
      refetchInterval: ({ state }) => state.data !== undefined && isMoving(state.data) && LOOK_AGAIN_MS,
    }),
  )
  if (id === null || (store.isError && !store.data))
    return (
      <ErrorState
        title="This store is not here"
        message={id && store.error ? describeProblem(store.error).message : 'The address has a slip in it.'}
        action={<LinkButton to="/stores">Go to the stores</LinkButton>}
      />
    )
  return (
    <div className="mx-auto max-w-7xl">
      {store.data ? <StoreHeader store={store.data} /> : <Skeleton className="mb-8 h-16 w-72" />}
      <ProductList key={id} id={id} store={store.data} />
    </div>
  )
}

function StoreHeader({ store }: { store: StoreView }) {
  const { id, name, platform, mirror, address } = store
  const health = healthOf(store)
  const mirrorAgain = useMirrorAgain(store)
  return (
    <>
      <PageHeader
        above={
          <Link to="/stores" className="hover:text-ink">
            Stores
          </Link>
        }
        title={name}
        lead={
          <span className="figures">
            {PLATFORM_NAMES[platform]} · {describeProducts(store)}
            {mirror.at !== null && (
              <>
                {' · read '}
                <RelativeTime iso={mirror.at} />
              </>
            )}
          </span>
        }
        actions={
          <>
            <LinkButton to="/publications" search={{ store: id }} variant="quiet">
              History
            </LinkButton>
            <AnchorButton href={address} target="_blank" rel="noreferrer" variant="quiet">
              <ExternalLink aria-hidden="true" />
              Visit
            </AnchorButton>
            <Button
              busy={isReading(store) || mirrorAgain.isPending}
              disabled={health.needsConnecting}
              onClick={() => mirrorAgain.mutate({ id })}
            >
              <RotateCw aria-hidden="true" />
              Read again
            </Button>
          </>
        }
      />
      {health.problem !== null && (
        <p role="status" className="mb-5 rounded-card bg-amber-soft px-4 py-3 text-14">
          {health.problem}{' '}
          {health.needsConnecting && (
            <Link to="/stores" className="underline underline-offset-3">
              Go to the stores
            </Link>
          )}
        </p>
      )}
    </>
  )
}
