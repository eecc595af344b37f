import type { Id } from '@studio/core/kernel'
import type { ProductView } from '@studio/core/stores'
import { type ReactNode, useState } from 'react'
import { useDebounced } from '../../lib/use-debounced.ts'
import { CheckBox, Dialog, TextField } from '../../ui/index.ts'
import { ChoicePicture, ProductChoicesGrid, SEARCH_PAUSE_MS } from './product-choices-grid.tsx'

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
      <ProductChoicesGrid
        storeId={storeId}
        filter={settled === '' ? {} : { search: settled }}
        noneWords={`No product is like “${settled}”.`}
      >
        {(product) => (
          <button
            type="button"
            onClick={() => onChoose(product)}
            className="block w-full text-left outline-offset-2 hover:ring-1 hover:ring-line-strong hover:ring-offset-4 hover:ring-offset-raised"
          >
            <ChoicePicture media={product.media[0]} />
            <span className="mt-1.5 line-clamp-2 block text-13">{product.title}</span>
          </button>
        )}
      </ProductChoicesGrid>
    </>
  )
}
