import { type Id, isId } from '@studio/core/kernel'
import type { ProductView, StoreView } from '@studio/core/stores'
import { PLATFORM_NAMES } from '@studio/core/stores'
import { skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ExternalLink, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useShortcuts } from '../../lib/keyboard.ts'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import {
  AnchorButton,
  Button,
  EmptyState,
  ErrorState,
  LinkButton,
  PageHeader,
  RelativeTime,
  Skeleton,
} from '../../ui/index.ts'
import { useDebounced } from '../create/use-debounced.ts'
import { ProductCard } from './product-card.tsx'
import { ProductFilters } from './product-filters.tsx'
import { type ProductFilter, productPages } from './product-pages.ts'
import { ProductSelectionBar } from './product-selection-bar.tsx'
import { describeProducts, healthOf, isReading } from './store-words.ts'
import { useMirrorAgain } from './use-mirror-again.ts'

/** How often a store whose products are being read is looked at, should the live channel be down. */
const LOOK_AGAIN_MS = 3_000

/** How long one pauses in typing before it is searched for. */
const SEARCH_PAUSE_MS = 250

/** The products of a store with their pictures in order; chosen ones can be made pictures of. */
export function StorePage() {
  const { storeId } = useParams({ from: '/studio/stores/$storeId' })
  const id = isId('store', storeId) ? storeId : null
  const store = useQuery(
    trpc.stores.get.queryOptions(id ? { id } : skipToken, {
      refetchInterval: ({ state }) => state.data !== undefined && isReading(state.data) && LOOK_AGAIN_MS,
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
      <Products key={id} id={id} store={store.data} />
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

function Products({ id, store }: { id: Id<'store'>; store: StoreView | undefined }) {
  const [filter, setFilter] = useState<ProductFilter>({})
  const [chosen, setChosen] = useState<ReadonlyMap<string, ProductView>>(new Map())
  const settled = useDebounced(filter, SEARCH_PAUSE_MS)
  const list = useInfiniteQuery(productPages(id, settled))
  const products = list.data?.pages.flatMap(({ items }) => items) ?? []
  const isNarrowed = settled.search !== undefined || settled.productType !== undefined
  useShortcuts({ Escape: () => setChosen(new Map()) })

  const toggle = (product: ProductView) =>
    setChosen((now) => {
      const next = new Map(now)
      if (!next.delete(product.id)) next.set(product.id, product)
      return next
    })

  return (
    <>
      <ProductFilters id={id} filter={filter} onChange={setFilter} />
      {list.isPending && <ProductsSkeleton />}
      {list.isError && products.length === 0 && (
        <ErrorState {...describeProblem(list.error)} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && products.length === 0 && <NoProducts isNarrowed={isNarrowed} store={store} />}
      {products.length > 0 && (
        <ul
          aria-label="Products"
          className="grid grid-cols-2 gap-x-4 gap-y-6 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-5"
        >
          {products.map((product) => (
            <ProductCard
              key={product.id}
              product={product}
              isChosen={chosen.has(product.id)}
              isChoosing={chosen.size > 0}
              onToggle={() => toggle(product)}
            />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <div className="flex justify-center py-8">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
      <ProductSelectionBar
        products={[...chosen.values()]}
        shown={products}
        onChoose={(all) => setChosen(new Map(all.map((product) => [product.id, product])))}
        onClear={() => setChosen(new Map())}
      />
    </>
  )
}

function NoProducts({ isNarrowed, store }: { isNarrowed: boolean; store: StoreView | undefined }) {
  if (isNarrowed)
    return (
      <EmptyState title="No product is like that">Search for part of a title, a handle or a SKU.</EmptyState>
    )
  if (store && isReading(store))
    return (
      <EmptyState title="The products are being read">They show here as soon as they are known.</EmptyState>
    )
  return (
    <EmptyState title="No products yet">
      As soon as the store has some, they show here with their pictures.
    </EmptyState>
  )
}

function ProductsSkeleton() {
  return (
    <div
      role="status"
      aria-label="Products are loading"
      className="grid grid-cols-2 gap-x-4 gap-y-6 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-5"
    >
      {Array.from({ length: 10 }, (_, index) => index).map((index) => (
        <div key={index}>
          <Skeleton className="aspect-square rounded-none!" />
          <Skeleton className="mt-2.5 h-4 w-3/4" />
          <Skeleton className="mt-2 h-8 w-full rounded-none!" />
        </div>
      ))}
    </div>
  )
}
