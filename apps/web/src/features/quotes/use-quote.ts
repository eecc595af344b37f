import type { QuoteView, Work } from '@studio/core/quotes'
import { useMutation, useQuery } from '@tanstack/react-query'
import { describeProblem, type Problem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'
import { useDebounced } from '../../lib/use-debounced.ts'

/** How long choices must rest before a price is asked for. */
const DEBOUNCE_MS = 250

/** A quote is renewed this long before it expires, so that the price on the button always holds. */
const RENEW_BEFORE_MS = 60_000

/** The least time between two renewals, whatever the server's clock says. */
const LEAST_RENEWAL_MS = 5_000

/**
 * What is known of the price of the work. `ready` always speaks of exactly this work: while another price is
 * on its way it is `pending`, never an old figure.
 */
export type Price =
  | { status: 'none' }
  | { status: 'pending' }
  | { status: 'ready'; quote: QuoteView; work: Work }
  | { status: 'failed'; problem: Problem; retry: () => void }

/**
 * Asks for the price of the work whenever it changes (null: nothing to price yet), and keeps it valid. `knowledge` is
 * what else its warnings depend on: when that changes, they are asked for anew. The price of the same work holds meanwhile,
 * so that a press at that moment is not lost.
 */
export function useQuote(
  work: Work | null,
  knowledge: string | null = null,
): { price: Price; renew: () => Promise<QuoteView | undefined> } {
  const { mutateAsync: createQuote } = useMutation(trpc.quotes.create.mutationOptions())
  const rested = useDebounced(work, DEBOUNCE_MS)
  const isRested = isSame(rested, work)

  const query = useQuery({
    queryKey: ['create.quote', rested, knowledge],
    queryFn: () => (rested ? createQuote(rested) : Promise.reject(new Error('There is nothing to price.'))),
    enabled: rested !== null && isRested,
    placeholderData: (quote, before) => (isSame(before?.queryKey[1], rested) ? quote : undefined),
    // A quote can be used once; one that was left behind must not come back.
    gcTime: 0,
    staleTime: ({ state }) => (state.data ? renewalDelay(state.data, state.dataUpdatedAt) : 0),
    refetchInterval: ({ state }) => (state.data ? renewalDelay(state.data, Date.now()) : false),
  })

  const renew = async () => (await query.refetch()).data
  return { price: readPrice(), renew }

  function readPrice(): Price {
    if (work === null) return { status: 'none' }
    if (!isRested || rested === null || query.isPending) return { status: 'pending' }
    if (query.data) return { status: 'ready', quote: query.data, work: rested }
    const retry = () => void query.refetch()
    return query.isFetching
      ? { status: 'pending' }
      : { status: 'failed', problem: describeProblem(query.error), retry }
  }
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** How long after `fromMs` the quote should be renewed. */
function renewalDelay(quote: QuoteView, fromMs: number): number {
  return Math.max(LEAST_RENEWAL_MS, new Date(quote.expiresAt).getTime() - RENEW_BEFORE_MS - fromMs)
}
