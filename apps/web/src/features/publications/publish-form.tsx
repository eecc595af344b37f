import type { Id } from '@studio/core/kernel'
import type { ProductView, StoreView } from '@studio/core/stores'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { describeProblem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { Button, Segmented, Select } from '../../ui/index.ts'
import { changesOf, missingOf, type Place, type PublishRow } from './publish-draft.ts'
import { PLACES, PublishRowCard } from './publish-row-card.tsx'

/** What is known of a picture beforehand: the product that it was made for, and words for it. */
export type Prepared = { assetId: Id<'asset'>; alt: string; product: ProductView | null }

type PublishFormProps = { stores: readonly StoreView[]; prepared: readonly Prepared[] }

/** Chooses product, place and alt text of each picture, and has the plan made. */
export function PublishForm({ stores, prepared }: PublishFormProps) {
  const [storeId, setStoreId] = useState(() => usualStore(stores, prepared))
  const [rows, setRows] = useState(() => prepared.map((each) => rowOf(each, storeId)))
  const [products, setProducts] = useState<ReadonlyMap<string, ProductView>>(
    () => new Map(prepared.flatMap(({ product }) => (product ? [[product.id, product]] : []))),
  )
  const navigate = useNavigate()
  const plan = useMutation(
    trpc.publications.planMany.mutationOptions({
      onSuccess: ({ groupId }) => void navigate({ to: '/publications', search: { group: groupId } }),
    }),
  )
  const missing = missingOf(rows)
  const planned = changesOf(rows)

  const change = (assetId: string, part: Partial<PublishRow>) => {
    plan.reset()
    setRows((now) => now.map((row) => (row.assetId === assetId ? { ...row, ...part } : row)))
  }
  const assign = (assetIds: readonly string[], product: ProductView) => {
    setProducts((now) => new Map(now).set(product.id, product))
    for (const assetId of assetIds) change(assetId, { productId: product.id, replaces: null })
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (missing === null) plan.mutate({ storeId, products: planned })
      }}
    >
      {(stores.length > 1 || rows.length > 1) && (
        <div className="mb-5 flex flex-wrap items-end gap-x-6 gap-y-4">
          {stores.length > 1 && (
            <div className="w-full sm:w-72">
              <Select
                label="Store"
                options={stores.map(({ id, name, shop }) => ({ value: id, label: name, detail: shop }))}
                value={storeId}
                onChange={(id) => {
                  setStoreId(id)
                  setRows(prepared.map((each) => rowOf(each, id)))
                }}
              />
            </div>
          )}
          {rows.length > 1 && (
            <Segmented<Place | 'mixed'>
              label="Place of all"
              options={PLACES.filter(({ value }) => value !== 'replace')}
              value={commonPlace(rows) ?? 'mixed'}
              onChange={(place) => {
                if (place === 'mixed') return
                for (const { assetId } of rows) change(assetId, { place, replaces: null })
              }}
            />
          )}
        </div>
      )}
      <ul className="flex flex-col gap-5">
        {rows.map((row) => {
          const product = row.productId ? products.get(row.productId) : undefined
          const homeless = rows.filter(({ productId }) => productId === null).map(({ assetId }) => assetId)
          return (
            <PublishRowCard
              key={row.assetId}
              row={row}
              storeId={storeId}
              product={product}
              othersWithout={homeless.filter((id) => id !== row.assetId).length}
              onChange={(part) => change(row.assetId, part)}
              onProduct={(chosen, isForAll) =>
                assign(isForAll ? [row.assetId, ...homeless] : [row.assetId], chosen)
              }
              onRemove={() => setRows((now) => now.filter(({ assetId }) => assetId !== row.assetId))}
            />
          )
        })}
      </ul>
      <div className="sticky bottom-17 z-20 mt-5 flex flex-wrap items-center gap-2 rounded-card border border-line bg-raised p-3 shadow-float md:bottom-6">
        <p role="status" className="mr-auto pl-1 text-14 text-ink-soft">
          {missing ?? 'Nothing happens in the store before you approve the plan.'}
        </p>
        {plan.error && (
          <p role="alert" className="order-first w-full pl-1 text-13 text-danger">
            {describeProblem(plan.error).message}
          </p>
        )}
        <Button type="submit" variant="primary" busy={plan.isPending} disabled={missing !== null}>
          See the plan
          {planned.length > 1 && ` for ${formatNumberOf(planned.length, 'product')}`}
        </Button>
      </div>
    </form>
  )
}

/** The store that most of the pictures were made for, else the first. */
function usualStore(stores: readonly StoreView[], prepared: readonly Prepared[]): Id<'store'> {
  const count = (id: string) => prepared.filter(({ product }) => product?.storeId === id).length
  const [first] = stores.toSorted((a, b) => count(b.id) - count(a.id))
  return (first as StoreView).id
}

/** A picture keeps the product that it was made for where that is one of the chosen store. */
function rowOf({ assetId, alt, product }: Prepared, storeId: string): PublishRow {
  const productId = product?.storeId === storeId ? product.id : null
  return { assetId, alt, productId, place: 'end', replaces: null }
}

function commonPlace(rows: readonly PublishRow[]): Place | null {
  const places = new Set(rows.map(({ place }) => place))
  const [only] = places.size === 1 ? places : []
  return only ?? null
}
