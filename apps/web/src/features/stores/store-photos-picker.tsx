import type { Id } from '@studio/core/kernel'
import type { ProductView } from '@studio/core/stores'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, Dialog, EmptyState, ErrorState, LinkButton, Select, Skeleton } from '../../ui/index.ts'
import { allPictures, firstPictures } from './first-pictures.ts'
import { ImportProgress } from './import-progress.tsx'
import { ProductChoice } from './product-picker.tsx'
import { useImport } from './use-import.ts'

/** Takes photos of a product out of a connected store, and chooses them as sources once they have arrived. */
export function StorePhotosPicker({
  onChoose,
  onClose,
}: {
  onChoose: (...ids: Id<'asset'>[]) => void
  onClose: () => void
}) {
  const stores = useQuery(trpc.stores.list.queryOptions())
  const open = stores.data?.items.filter(({ status }) => status === 'connected') ?? []
  const [chosenStore, setChosenStore] = useState<Id<'store'>>()
  const [product, setProduct] = useState<ProductView>()
  const storeId = chosenStore ?? open[0]?.id
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={product ? `Photos of ${product.title}` : 'Choose a product'}
      width="wide"
    >
      {stores.isPending && <Skeleton className="h-72" />}
      {stores.isError && (
        <ErrorState isCompact {...describeProblem(stores.error)} onRetry={() => void stores.refetch()} />
      )}
      {stores.isSuccess && storeId === undefined && (
        <EmptyState
          title="No store is connected"
          action={
            <LinkButton to="/stores" variant="primary">
              Connect a store
            </LinkButton>
          }
        >
          Connect Shopify or WooCommerce, and take the photos of your products from there.
        </EmptyState>
      )}
      {storeId !== undefined && product === undefined && (
        <ProductChoice
          key={storeId}
          storeId={storeId}
          above={
            open.length > 1 && (
              <Select
                label="Store"
                options={open.map(({ id, name, shop }) => ({ value: id, label: name, detail: shop }))}
                value={storeId}
                onChange={setChosenStore}
              />
            )
          }
          onChoose={setProduct}
        />
      )}
      {product && (
        <TakePhotos
          key={product.id}
          product={product}
          onBack={() => setProduct(undefined)}
          onTaken={(ids) => {
            onChoose(...ids)
            onClose()
          }}
        />
      )}
    </Dialog>
  )
}

/** The photos of one product: the first, or all of them. */
function TakePhotos({
  product,
  onBack,
  onTaken,
}: {
  product: ProductView
  onBack: () => void
  onTaken: (ids: readonly Id<'asset'>[]) => void
}) {
  const imports = useImport(product.storeId)
  const all = allPictures(product)
  const { isDone, arrived } = imports
  useEffect(() => {
    if (isDone && arrived.length > 0) onTaken(arrived.map(({ assetId }) => assetId))
  }, [isDone])
  return (
    <>
      <ImportProgress products={[product]} media={all} imports={imports} isLinked={false} />
      {imports.problem && (
        <p role="alert" className="mt-4 text-13 text-danger">
          {imports.problem.message}
        </p>
      )}
      {all.length === 0 && <p className="py-10 text-center text-14 text-ink-soft">It has no picture yet.</p>}
      {!imports.isUnderWay && (
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button variant="quiet" onClick={onBack} className="mr-auto">
            Another product
          </Button>
          {all.length > 1 && (
            <Button onClick={() => imports.begin(all, 'all')}>
              Take all {formatNumberOf(all.length, 'photo')}
            </Button>
          )}
          <Button
            variant="primary"
            disabled={all.length === 0}
            onClick={() => imports.begin(firstPictures([product]), 'first')}
          >
            Take the first
          </Button>
        </div>
      )}
    </>
  )
}
