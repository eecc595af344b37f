import type { Id } from '@studio/core/kernel'
import { useQuery } from '@tanstack/react-query'
import { formatCount } from '../../lib/format.ts'
import { trpc } from '../../lib/trpc.ts'
import { Select, TextField } from '../../ui/index.ts'
import type { ProductFilter } from './product-pages.ts'

/** Stands for all types in the list, where a value is needed. */
const ALL = '*'

/** What narrows the products down: part of a title or SKU, and their type. */
export function ProductFilters({
  id,
  filter,
  onChange,
}: {
  id: Id<'store'>
  filter: ProductFilter
  onChange: (filter: ProductFilter) => void
}) {
  const { data } = useQuery(trpc.products.types.queryOptions({ id }))
  const types = (data?.items ?? []).filter(({ productType }) => productType !== '')
  const { search, productType } = filter
  return (
    <div className="mb-6 grid gap-3 sm:grid-cols-[minmax(0,22rem)_minmax(0,14rem)]">
      <TextField
        label="Search"
        type="search"
        placeholder="Title, handle or SKU"
        maxLength={200}
        value={search ?? ''}
        onChange={({ target: { value } }) =>
          onChange({ ...(value && { search: value }), ...(productType && { productType }) })
        }
      />
      <Select
        label="Type"
        options={[
          { value: ALL, label: 'All types' },
          ...types.map(({ productType: value, products }) => ({
            value,
            label: value,
            aside: formatCount(products),
          })),
        ]}
        value={productType ?? ALL}
        isDisabled={types.length === 0}
        onChange={(value) =>
          onChange({ ...(search && { search }), ...(value !== ALL && { productType: value }) })
        }
      />
    </div>
  )
}
