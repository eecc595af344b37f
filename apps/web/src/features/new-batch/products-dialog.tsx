import type { Id } from '@studio/core/kernel'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, Dialog, EmptyState, ErrorState, LinkButton, Select, Skeleton } from '../../ui/index.ts'
import { ProductChoices } from './product-choices.tsx'

type ProductsDialogProps = {
  /** What is a source already; it is shown as such. */
  chosen: readonly Id<'product'>[]
  onChoose: (ids: readonly Id<'product'>[]) => void
  onClose: () => void
}

/** Chooses products of a connected store: one by one, or all that a filter shows. */
export function ProductsDialog({ chosen, onChoose, onClose }: ProductsDialogProps) {
  const stores = useQuery(trpc.stores.list.queryOptions())
  const open = stores.data?.items.filter(({ status }) => status === 'connected') ?? []
  const [chosenStore, setChosenStore] = useState<Id<'store'>>()
  const [picked, setPicked] = useState<ReadonlySet<Id<'product'>>>(new Set())
  const storeId = chosenStore ?? open[0]?.id
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Choose products"
      description="Of each, the first picture in its store is the source."
      width="wide"
      {...(storeId !== undefined && {
        footer: (
          <Button
            variant="primary"
            disabled={picked.size === 0}
            onClick={() => {
              onChoose([...picked])
              onClose()
            }}
          >
            {picked.size === 0 ? 'Use products' : `Use ${formatNumberOf(picked.size, 'product')}`}
          </Button>
        ),
      })}
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
          Connect Shopify or WooCommerce, and make pictures of all its products at once. This batch is kept as
          a draft meanwhile.
        </EmptyState>
      )}
      {storeId !== undefined && (
        <>
          {open.length > 1 && (
            <div className="pt-1 pb-3 sm:max-w-80">
              <Select
                label="Store"
                options={open.map(({ id, name, shop }) => ({ value: id, label: name, detail: shop }))}
                value={storeId}
                onChange={setChosenStore}
              />
            </div>
          )}
          <ProductChoices
            key={storeId}
            storeId={storeId}
            chosen={chosen}
            picked={picked}
            onPick={setPicked}
          />
        </>
      )}
    </Dialog>
  )
}
