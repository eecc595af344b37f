import type { Id } from '@studio/core/kernel'
import type { ProductView } from '@studio/core/stores'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { Button, CheckBox, Dialog, ErrorState, Skeleton, TextField } from '../../ui/index.ts'
import { MediaSquare } from './media-square.tsx'
import { productPages } from './product-pages.ts'

/** How long one pauses in typing before it is searched for. */
const SEARCH_PAUSE_MS = 250

/** Chooses one product of a store, by looking or by searching. */
export function ProductPicker({
  storeId,
  othersWithout,
  onChoose,
  onClose,
}: {
  storeId: Id<'store'>
  /** How many other pictures could get the same product with it. */
  othersWithout: number
  onChoose: (product: ProductView, isForAll: boolean) => void
  onClose: () => void
}) {
  const [isForAll, setForAll] = useState(false)
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title="Choose the product" width="wide">
      <ProductChoice
        storeId={storeId}
        above={
          othersWithout > 0 && (
            <CheckBox isChecked={isForAll} onChange={setForAll}>
              Also for {othersWithout === 1 ? 'the other picture' : `the ${othersWithout} other pictures`}{' '}
              without a product
            </CheckBox>
          )
        }
        onChoose={(product) => {
          onChoose(product, isForAll)
          onClose()
        }}
      />
    </Dialog>
  )
}

/** The products of a store to choose one from. */
export function ProductChoice({
  storeId,
  above,
  onChoose,
}: {
  storeId: Id<'store'>
  above?: ReactNode
  onChoose: (product: ProductView) => void
}) {
  const [search, setSearch] = useState('')
  const settled = useDebounced(search.trim(), SEARCH_PAUSE_MS)
  const list = useInfiniteQuery(productPages(storeId, settled === '' ? {} : { search: settled }))
  const products = list.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      <div className="flex flex-col gap-3 pt-1 pb-4">
        <TextField
          label="Search"
          type="search"
          placeholder="Title, handle or SKU"
          maxLength={200}
          value={search}
          onChange={({ target }) => setSearch(target.value)}
        />
        {above}
      </div>
      {list.isError && products.length === 0 && (
        <ErrorState isCompact {...describeProblem(list.error)} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && products.length === 0 && (
        <p className="flex min-h-60 items-center justify-center text-14 text-ink-soft">
          {settled === '' ? 'This store has no products yet.' : `No product is like “${settled}”.`}
        </p>
      )}
      <ul className="grid min-h-60 grid-cols-3 content-start gap-x-3 gap-y-4 p-0.5 md:grid-cols-6">
        {list.isPending &&
          Array.from({ length: 12 }, (_, index) => index).map((index) => (
            <Skeleton key={index} className="aspect-square rounded-none!" />
          ))}
        {products.map((product) => (
          <li key={product.id}>
            <button
              type="button"
              onClick={() => onChoose(product)}
              className="block w-full text-left outline-offset-2 hover:ring-1 hover:ring-line-strong hover:ring-offset-4 hover:ring-offset-raised"
            >
              {product.media[0] ? (
                <MediaSquare media={product.media[0]} name="" />
              ) : (
                <span className="flex aspect-square items-center justify-center bg-sunken text-12 text-ink-faint">
                  No picture
                </span>
              )}
              <span className="mt-1.5 line-clamp-2 block text-13">{product.title}</span>
            </button>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <div className="mt-4 text-center">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  )
}
