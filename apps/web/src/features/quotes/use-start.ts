import type { QuoteView, Work } from '@studio/core/quotes'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { formatCredits } from '../../lib/format.ts'
import { describeProblem, type Problem } from '../../lib/problem.ts'
import { trpc } from '../../lib/trpc.ts'

type Start = {
  /** Starts the work at the quoted price and goes to its screen. Pressing twice starts it once. */
  start: (agreed: { work: Work; quote: QuoteView }) => Promise<void>
  isStarting: boolean
  problem: Problem | null
  /** To be called when choices change: what went wrong before says nothing about them. */
  forgetProblem: () => void
}

/** Starts generations. `renew` asks for the same work's price again, should the quote have expired. */
export function useStart(renew: () => Promise<QuoteView | undefined>): Start {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { mutateAsync: startGeneration } = useMutation(trpc.generations.start.mutationOptions())
  const [isStarting, setStarting] = useState(false)
  // State is only true at the next render; a double click comes before that.
  const isUnderWay = useRef(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  const startOnce = async ({ work, quote }: { work: Work; quote: QuoteView }) => {
    const generation = await startGeneration({ ...work, quoteId: quote.id, idempotencyKey: quote.id })
    queryClient.setQueryData(trpc.generations.get.queryKey({ id: generation.id }), generation)
    void queryClient.invalidateQueries({ queryKey: trpc.credits.pathKey() })
    await navigate({ to: '/generations/$id', params: { id: generation.id } })
  }

  const start: Start['start'] = async (agreed) => {
    if (isUnderWay.current) return
    isUnderWay.current = true
    setStarting(true)
    setProblem(null)
    try {
      await startOnce(agreed)
    } catch (error) {
      const failure = describeProblem(error)
      setProblem(failure.code === 'quote_expired' ? await startAtRenewedPrice(agreed, failure) : failure)
    } finally {
      isUnderWay.current = false
      setStarting(false)
    }
  }

  /** The price that was seen still holds if the new quote costs no more; otherwise the person decides anew. */
  async function startAtRenewedPrice(agreed: { work: Work; quote: QuoteView }, expired: Problem) {
    try {
      const quote = await renew()
      if (!quote) return expired
      if (quote.credits > agreed.quote.credits) {
        const now = formatCredits(quote.credits)
        return {
          ...expired,
          message: `The price is now ${now}. Nothing was started; press again if you agree.`,
        }
      }
      await startOnce({ work: agreed.work, quote })
      return null
    } catch (error) {
      return describeProblem(error)
    }
  }

  return { start, isStarting, problem, forgetProblem: () => setProblem(null) }
}
