import type { Id } from '@studio/core/kernel'
import { MAX_ALT_CHARACTERS } from '@studio/core/publications'
import type { ProductView } from '@studio/core/stores'
import { useQuery } from '@tanstack/react-query'
import { Package, X } from 'lucide-react'
import { useState } from 'react'
import { trpc } from '../../lib/trpc.ts'
import { Button, IconButton, RadioCards, Segmented, TextArea } from '../../ui/index.ts'
import { AssetPicture } from '../assets/asset-picture.tsx'
import { MediaSquare } from '../stores/media-square.tsx'
import { ProductPicker } from '../stores/product-picker.tsx'
import type { Place, PublishRow } from './publish-draft.ts'

/** Where a picture can go. */
export const PLACES: readonly { value: Place; label: string }[] = [
  { value: 'end', label: 'At the end' },
  { value: 'first', label: 'As the first' },
  { value: 'replace', label: 'Instead of…' },
]

type PublishRowCardProps = {
  row: PublishRow
  storeId: Id<'store'>
  product: ProductView | undefined
  /** How many other pictures have no product yet. */
  othersWithout: number
  onChange: (part: Partial<PublishRow>) => void
  onProduct: (product: ProductView, isForAll: boolean) => void
  onRemove: () => void
}

/** One picture: its product, its place there, and its alt text. */
export function PublishRowCard(props: PublishRowCardProps) {
  const { row, storeId, product, othersWithout, onChange, onProduct, onRemove } = props
  const { data: asset } = useQuery(trpc.assets.get.queryOptions({ id: row.assetId }))
  const [isPicking, setPicking] = useState(false)
  const name = asset?.fileName ?? 'the picture'
  return (
    <li className="relative grid gap-5 rounded-card border border-line bg-surface p-4 sm:grid-cols-[12rem_minmax(0,1fr)] md:p-5">
      <div className="flex items-start justify-center">
        {asset ? (
          <AssetPicture
            asset={asset}
            size="preview"
            alt={row.alt || asset.fileName}
            isEager
            className="w-full max-sm:max-w-60"
          />
        ) : (
          <div className="aspect-square w-full bg-sunken max-sm:max-w-60" />
        )}
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <div className="pr-10">
          <span className="mb-1.5 block font-medium text-13">Product</span>
          <div className="flex items-center gap-3">
            {product?.media[0] && (
              <MediaSquare media={product.media[0]} name={product.title} className="w-10 shrink-0" />
            )}
            {product && <span className="min-w-0 truncate text-14">{product.title}</span>}
            <Button size="small" onClick={() => setPicking(true)}>
              <Package aria-hidden="true" />
              {product ? 'Change' : 'Choose the product'}
            </Button>
          </div>
        </div>
        <Segmented
          label="Place"
          options={PLACES.map((each) => ({
            ...each,
            isDisabled: each.value === 'replace' && !product?.media.length,
          }))}
          value={row.place}
          onChange={(place) => onChange({ place, replaces: null })}
        />
        {row.place === 'replace' && product && (
          <RadioCards
            label="Which one goes"
            value={row.replaces}
            onChange={(replaces) => onChange({ replaces })}
            className="grid grid-cols-[repeat(auto-fill,minmax(5rem,1fr))] gap-2"
            cardClassName="rounded-none!"
            cards={product.media.map((media, index) => ({
              value: media.foreignId,
              name: `Picture ${index + 1}${media.alt ? `: ${media.alt}` : ''}`,
              children: <MediaSquare media={media} name={`Picture ${index + 1}`} />,
            }))}
          />
        )}
        <TextArea
          label="Alt text"
          rows={2}
          maxLength={MAX_ALT_CHARACTERS}
          value={row.alt}
          onChange={({ target }) => onChange({ alt: target.value })}
          aside={`${row.alt.length} of ${MAX_ALT_CHARACTERS}`}
          hint={
            row.alt.trim() === ''
              ? 'Say what the picture shows, for people who cannot see it and for search engines.'
              : undefined
          }
          className="min-h-16!"
        />
      </div>
      <IconButton
        label={`Do not publish ${name}`}
        size="small"
        onClick={onRemove}
        className="absolute! top-2 right-2"
      >
        <X />
      </IconButton>
      {isPicking && (
        <ProductPicker
          storeId={storeId}
          othersWithout={othersWithout}
          onChoose={onProduct}
          onClose={() => setPicking(false)}
        />
      )}
    </li>
  )
}
