import { PRODUCT_CATEGORIES, type ProductCategory, SHOT_SLOTS, type ShotSlot } from '@studio/core/shots'
import { ChevronDown, Search, Star } from 'lucide-react'
import { classNames, IconButton, Segmented } from '../../ui/index.ts'
import type { ShotFilter } from './arrange-shots.ts'
import { CATEGORY_NAMES, SLOT_NAMES } from './shot-words.ts'

const SLOTS: readonly { value: ShotSlot | 'any'; label: string }[] = [
  { value: 'any', label: 'All' },
  ...SHOT_SLOTS.map((slot) => ({ value: slot, label: SLOT_NAMES[slot] })),
]

type GalleryFiltersProps = { filter: ShotFilter; onChange: (part: Partial<ShotFilter>) => void }

/** What narrows the gallery down: the place in the listing, the kind of product, favourites. */
export function GalleryFilters({ filter, onChange }: GalleryFiltersProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        label="For which place"
        isLabelHidden
        options={SLOTS}
        value={filter.slot ?? 'any'}
        onChange={(slot) => onChange({ slot: slot === 'any' ? null : slot })}
      />
      <div className="flex items-center gap-2 max-sm:w-full sm:ml-auto">
        <CategorySelect value={filter.category} onChange={(category) => onChange({ category })} />
        <IconButton
          label="Only favourites"
          aria-pressed={filter.isFavouritesOnly}
          onClick={() => onChange({ isFavouritesOnly: !filter.isFavouritesOnly })}
          className={classNames(filter.isFavouritesOnly && 'bg-accent-soft text-accent-ink')}
        >
          <Star fill={filter.isFavouritesOnly ? 'currentColor' : 'none'} />
        </IconButton>
      </div>
    </div>
  )
}

/** The system's own list: sixteen short words need no more. */
function CategorySelect({
  value,
  onChange,
}: {
  value: ProductCategory | null
  onChange: (category: ProductCategory | null) => void
}) {
  return (
    <label className="relative max-sm:flex-1">
      <span className="sr-only">For which kind of product</span>
      <select
        value={value ?? ''}
        onChange={(event) =>
          onChange(PRODUCT_CATEGORIES.find((category) => category === event.target.value) ?? null)
        }
        className="h-9 w-full appearance-none sm:w-36 rounded-control border border-line bg-surface pr-8 pl-3 text-13 hover:border-line-strong pointer-coarse:h-11 max-md:text-16"
      >
        <option value="">Any product</option>
        {PRODUCT_CATEGORIES.map((category) => (
          <option key={category} value={category}>
            {CATEGORY_NAMES[category]}
          </option>
        ))}
      </select>
      <ChevronDown
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-faint"
        aria-hidden="true"
      />
    </label>
  )
}

/** Looks for shots by name, purpose and place. */
export function GallerySearch({ value, onChange }: { value: string; onChange: (search: string) => void }) {
  return (
    <label className="relative w-44">
      <span className="sr-only">Search the shots</span>
      <Search
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
        aria-hidden="true"
      />
      <input
        type="search"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        placeholder="Search"
        className="h-8 w-full rounded-control border border-line bg-surface pr-2 pl-8 text-13 placeholder:text-ink-faint hover:border-line-strong max-md:text-16"
      />
    </label>
  )
}
