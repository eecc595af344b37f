import type { ProductView } from '@studio/core/stores'
import { CheckCheck, WandSparkles, X } from 'lucide-react'
import { useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { Button, IconButton } from '../../ui/index.ts'
import { MakePicturesDialog } from './make-pictures-dialog.tsx'

type ProductSelectionBarProps = {
  /** The chosen ones. */
  products: readonly ProductView[]
  /** Those on screen. */
  shown: readonly ProductView[]
  onChoose: (products: readonly ProductView[]) => void
  onClear: () => void
}

/** What can be done with the chosen products, at the lower edge while any is chosen. */
export function ProductSelectionBar({ products, shown, onChoose, onClear }: ProductSelectionBarProps) {
  const [isMaking, setMaking] = useState(false)
  if (products.length === 0) return null
  const areAll = shown.every(({ id }) => products.some((product) => product.id === id))
  return (
    <>
      <section
        aria-label="Selection"
        className="fixed inset-x-4 bottom-19 z-30 flex items-center gap-1 rounded-card border border-line bg-raised p-1.5 shadow-float md:inset-x-auto md:bottom-6 md:left-1/2 md:-translate-x-1/2 lg:ml-26"
      >
        <IconButton label="Clear the selection" shortcut="Esc" onClick={onClear}>
          <X />
        </IconButton>
        <p role="status" className="figures mr-auto whitespace-nowrap pr-3 font-medium text-14 md:pr-6">
          {products.length} <span className="max-md:sr-only">selected</span>
        </p>
        <Button variant="quiet" disabled={areAll} onClick={() => onChoose([...products, ...shown])}>
          <CheckCheck aria-hidden="true" />
          <span className="max-md:sr-only">All {shown.length} shown</span>
        </Button>
        <Button variant="primary" onClick={() => setMaking(true)}>
          <WandSparkles aria-hidden="true" />
          <span>
            Make new pictures
            <span className="max-md:sr-only"> of {formatNumberOf(products.length, 'product')}</span>
          </span>
        </Button>
      </section>
      {isMaking && <MakePicturesDialog products={products} onClose={() => setMaking(false)} />}
    </>
  )
}
