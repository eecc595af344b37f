import type { Id } from '@studio/core/kernel'
import type { ProductView, StoreView } from '@studio/core/stores'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useShortcuts } from '../../lib/keyboard.ts'
import { describeProblem } from '../../lib/problem.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { EmptyState, ErrorState, NextPage, Skeleton } from '../../ui/index.ts'
import { ProductCard } from './product-card.tsx'
import { ProductFilters } from './product-filters.tsx'
import { type ProductFilter, productPages } from './product-pages.ts'
import { ProductSelectionBar } from './product-selection-bar.tsx'
import { isReading } from './store-words.ts'

/** How long one pauses in typing before it is searched for. */
const SEARCH_PAUSE_MS = 250

/** The products of a store, narrowed down as one wishes; chosen ones can be made pictures of. */
export function ProductList({ id, store }: { id: Id<'store'>; store: StoreView | undefined }) {
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
      <NextPage list={list} className="py-8">
        Show more
      </NextPage>
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
