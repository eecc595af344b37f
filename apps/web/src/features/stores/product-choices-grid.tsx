import type { Id } from '@studio/core/kernel'
import type { ProductView } from '@studio/core/stores'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { ErrorState, NextPage, Skeleton } from '../../ui/index.ts'
import { MediaSquare } from './media-square.tsx'
import { type ProductFilter, productPages } from './product-pages.ts'

/** How long one pauses in typing before products are searched for. */
export const SEARCH_PAUSE_MS = 250

type ProductChoicesGridProps = {
  storeId: Id<'store'>
  filter: ProductFilter
  /** What is said where no product is like that; a store without any says so itself. */
  noneWords: string
  /** What one presses to choose a product. */
  children: (product: ProductView) => ReactNode
}

/** The products of a store to choose from, page after page. */
export function ProductChoicesGrid({ storeId, filter, noneWords, children }: ProductChoicesGridProps) {
  const list = useInfiniteQuery(productPages(storeId, filter))
  const products = list.data?.pages.flatMap(({ items }) => items) ?? []
  const isNarrowed = filter.search !== undefined || filter.productType !== undefined
  return (
    <>
      {list.isError && products.length === 0 && (
        <ErrorState isCompact {...describeProblem(list.error)} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && products.length === 0 && (
        <p className="flex min-h-60 items-center justify-center text-14 text-ink-soft">
          {isNarrowed ? noneWords : 'This store has no products yet.'}
        </p>
      )}
      <ul className="grid min-h-60 grid-cols-3 content-start gap-x-3 gap-y-4 p-0.5 md:grid-cols-6">
        {list.isPending &&
          Array.from({ length: 12 }, (_, index) => index).map((index) => (
            <Skeleton key={index} className="aspect-square rounded-none!" />
          ))}
        {products.map((product) => (
          <li key={product.id}>{children(product)}</li>
        ))}
      </ul>
      <NextPage list={list} className="mt-4">
        Show more
      </NextPage>
    </>
  )
}

/** The picture that a product is chosen by, or that it has none. */
export function ChoicePicture({ media }: { media: ProductView['media'][number] | undefined }) {
  if (media) return <MediaSquare media={media} name="" />
  return (
    <span className="flex aspect-square items-center justify-center bg-sunken text-12 text-ink-faint">
      No picture
    </span>
  )
}
