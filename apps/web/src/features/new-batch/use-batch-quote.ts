import type { BatchQuoteView, BatchRequest } from '@studio/core/batches'
import { useEffect, useState } from 'react'
import { describeProblem, type Problem } from '../../lib/problem.ts'
import { client } from '../../lib/trpc.ts'

/** The price of a batch, as far as it is known. */
export type BatchPrice =
  | { status: 'none' | 'pending' }
  | { status: 'ready'; quote: BatchQuoteView; request: BatchRequest }
  | { status: 'failed'; problem: Problem; retry: () => void }

/** A moment of peace, in milliseconds, before a price is asked for. */
const PEACE_MS = 400

/** A quote is renewed this long before it expires, so that the price on the button always holds. */
const RENEW_BEFORE_MS = 60_000

/** The least time between two renewals, whatever the server's clock says. */
const LEAST_RENEWAL_MS = 5_000

/** Asks what a batch costs whenever another request is given, and keeps the price valid. Null: nothing to price yet. */
export function useBatchQuote(request: BatchRequest | null): BatchPrice {
  const [known, setKnown] = useState<{ request: BatchRequest | null; price: BatchPrice } | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    if (!request) return
    let isCurrent = true
    let renewal: ReturnType<typeof setTimeout> | undefined
    const show = (price: BatchPrice) => isCurrent && setKnown({ request, price })
    const ask = async () => {
      try {
        const quote = await client.batches.quote.mutate(request)
        show({ status: 'ready', quote, request })
        const leftMs = new Date(quote.expiresAt).getTime() - RENEW_BEFORE_MS - Date.now()
        if (isCurrent) renewal = setTimeout(ask, Math.max(LEAST_RENEWAL_MS, leftMs))
      } catch (error) {
        show({ status: 'failed', problem: describeProblem(error), retry: () => setRound((now) => now + 1) })
      }
    }
    const timer = setTimeout(ask, PEACE_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
      clearTimeout(renewal)
    }
  }, [request, round])
  if (request === null) return { status: 'none' }
  return known?.request === request ? known.price : { status: 'pending' }
}
