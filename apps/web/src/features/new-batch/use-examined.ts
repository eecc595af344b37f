import type { ExaminedView } from '@studio/core/batches'
import { useEffect, useState } from 'react'
import { client } from '../../lib/trpc.ts'
import type { BatchDraft } from './batch-draft.ts'
import type { TypeOf } from './matrix.ts'

/** A moment of peace, in milliseconds, before it is looked again. */
const PEACE_MS = 300

const NOTHING: ExaminedView = { goneAssetIds: [], goneProductIds: [], refused: [], productTypes: [] }

/** A type of product among the sources, and how many there are. */
export type ChosenType = { productType: string; products: number }

/** What is known of the chosen sources. */
export type Examined = {
  types: TypeOf
  /** The types by name; products without one are left out. */
  chosenTypes: readonly ChosenType[]
}

/**
 * Looks after the chosen photos and products: which types they are of, and which of them are gone. `onFound` is told of
 * sources that cannot be used any more. Null until it is known for the first time.
 */
export function useExamined(
  { assetIds, productIds }: Pick<BatchDraft, 'assetIds' | 'productIds'>,
  onFound: (found: ExaminedView) => void,
): Examined | null {
  const [known, setKnown] = useState<Examined | null>(null)
  useEffect(() => {
    let isCurrent = true
    const show = (found: ExaminedView) => {
      if (!isCurrent) return
      setKnown(describe(found))
      if (found.goneAssetIds.length + found.goneProductIds.length + found.refused.length > 0) onFound(found)
    }
    if (assetIds.length + productIds.length === 0) return show(NOTHING)
    const timer = setTimeout(() => {
      const chosen = { assetIds: [...assetIds], productIds: [...productIds] }
      // Without an answer the quote, which asks the same, says what is wrong.
      client.batchSources.examine.mutate(chosen).then(show, () => show(NOTHING))
    }, PEACE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [assetIds, productIds])
  return known
}

function describe({ productTypes }: ExaminedView): Examined {
  const named = productTypes.filter(({ productType }) => productType !== '')
  return {
    types: new Map(
      named.flatMap(({ productType, productIds }) => productIds.map((id) => [id, productType] as const)),
    ),
    chosenTypes: named.map(({ productType, productIds }) => ({ productType, products: productIds.length })),
  }
}
