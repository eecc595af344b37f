import type { ProductView } from '@studio/core/stores'
import { CheckCheck, WandSparkles } from 'lucide-react'
import { useState } from 'react'
import { formatNumberOf } from '../../lib/format.ts'
import { Button, SelectionBar } from '../../ui/index.ts'
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
      <SelectionBar count={products.length} onClear={onClear}>
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
      </SelectionBar>
      {isMaking && <MakePicturesDialog products={products} onClose={() => setMaking(false)} />}
    </>
  )
}
