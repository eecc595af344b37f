import type { Id } from '@studio/core/kernel'
import type { ProductView } from '@studio/core/stores'
import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { formatCount, formatNumberOf } from '../../lib/format.ts'
import { trpc } from '../../lib/trpc.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { Button, classNames } from '../../ui/index.ts'
import { ChoicePicture, ProductChoicesGrid, SEARCH_PAUSE_MS } from '../stores/product-choices-grid.tsx'
import { ProductFilters } from '../stores/product-filters.tsx'
import type { ProductFilter } from '../stores/product-pages.ts'

type ProductChoicesProps = {
  storeId: Id<'store'>
  chosen: readonly Id<'product'>[]
  picked: ReadonlySet<Id<'product'>>
  onPick: (picked: ReadonlySet<Id<'product'>>) => void
}

/** The products of a store, narrowed down as one wishes, to choose several of them, or all that are shown. */
export function ProductChoices({ storeId, chosen, picked, onPick }: ProductChoicesProps) {
  const [filter, setFilter] = useState<ProductFilter>({})
  const settled = useDebounced(filter, SEARCH_PAUSE_MS)
  const all = useQuery(trpc.products.ids.queryOptions({ id: storeId, ...settled })).data
  const known = new Set(chosen)
  const free = all?.ids.filter((id) => !known.has(id)) ?? []
  const areAll = free.length > 0 && free.every((id) => picked.has(id))
  const toggle = (id: Id<'product'>) => {
    const next = new Set(picked)
    if (!next.delete(id)) next.add(id)
    onPick(next)
  }
  const isNarrowed = settled.search !== undefined || settled.productType !== undefined
  return (
    <>
      <div className="pt-1 [&>div]:mb-3">
        <ProductFilters id={storeId} filter={filter} onChange={setFilter} />
      </div>
      <div className="figures mb-3 flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-13 text-ink-soft">
        <Button
          size="small"
          disabled={free.length === 0}
          onClick={() => {
            const others = [...picked].filter((id) => !free.includes(id))
            onPick(new Set(areAll ? others : [...picked, ...free]))
          }}
        >
          {areAll ? 'Choose none of them' : `Choose ${allWords(free.length, isNarrowed)}`}
        </Button>
        {picked.size > 0 && <span role="status">{formatCount(picked.size)} chosen</span>}
        {all !== undefined && all.withoutPicture > 0 && (
          <span className="text-ink-faint">
            {formatNumberOf(all.withoutPicture, 'more has', 'more have')} no picture to begin from.
          </span>
        )}
      </div>
      <ProductChoicesGrid storeId={storeId} filter={settled} noneWords="No product is like that.">
        {(product) => (
          <ProductButton
            product={product}
            isPicked={picked.has(product.id)}
            isSource={known.has(product.id)}
            onToggle={() => toggle(product.id)}
          />
        )}
      </ProductChoicesGrid>
    </>
  )
}

function allWords(count: number, isNarrowed: boolean): string {
  if (count === 0) return 'all'
  return isNarrowed ? `all ${formatCount(count)} of this search` : `all ${formatNumberOf(count, 'product')}`
}

type ProductButtonProps = {
  product: ProductView
  isPicked: boolean
  /** It is a source of the batch already. */
  isSource: boolean
  onToggle: () => void
}

function ProductButton({ product, isPicked, isSource, onToggle }: ProductButtonProps) {
  const first = product.media.find(({ kind }) => kind === 'picture')
  return (
    <button
      type="button"
      aria-pressed={isPicked || isSource}
      disabled={isSource || !first}
      onClick={onToggle}
      className="block w-full text-left outline-offset-2 disabled:opacity-50"
    >
      <span className={classNames('relative block', isPicked && 'ring-2 ring-accent-line')}>
        <ChoicePicture media={first} />
        {isPicked && (
          <span className="absolute top-1.5 right-1.5 flex size-5 items-center justify-center rounded-full bg-accent text-on-accent">
            <Check className="size-3.5" aria-hidden="true" />
          </span>
        )}
      </span>
      <span className="mt-1.5 line-clamp-2 block text-13">{product.title}</span>
      <span className="block truncate text-12 text-ink-faint">
        {isSource ? 'In the batch' : product.productType}
      </span>
    </button>
  )
}
