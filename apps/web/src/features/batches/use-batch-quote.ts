import type { BatchQuoteView, BatchRequest } from '@studio/core/batches'
import { useEffect, useState } from 'react'
import { describeProblem, type Problem } from '../../lib/problem.ts'
import { client } from '../../lib/trpc.ts'
import { useDebounced } from '../create/use-debounced.ts'

/** The price of a batch, as far as it is known. */
export type BatchPrice =
  | { status: 'none' | 'pending' }
  | { status: 'ready'; quote: BatchQuoteView }
  | { status: 'failed'; problem: Problem }

/** A moment of peace, in milliseconds, before a price is asked for. */
const PEACE_MS = 400

/** Asks what a batch costs whenever what is asked for changes. The name costs nothing. */
export function useBatchQuote(request: BatchRequest | null): BatchPrice {
  const [price, setPrice] = useState<BatchPrice>({ status: 'none' })
  const asked = useDebounced(request && JSON.stringify({ ...request, name: '' }), PEACE_MS)
  useEffect(() => {
    if (!asked) return setPrice({ status: 'none' })
    let isCurrent = true
    setPrice({ status: 'pending' })
    client.batches.quote
      .mutate(JSON.parse(asked) as BatchRequest)
      .then((quote) => isCurrent && setPrice({ status: 'ready', quote }))
      .catch((error) => isCurrent && setPrice({ status: 'failed', problem: describeProblem(error) }))
    return () => {
      isCurrent = false
    }
  }, [asked])
  return request === null ? { status: 'none' } : price
}
