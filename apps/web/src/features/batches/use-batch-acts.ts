import type { Id } from '@studio/core/kernel'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { useToast } from '../../ui/index.ts'
import { planAccepted } from './plan-accepted.ts'

/** What can be done with a batch. */
export type BatchActs = ReturnType<typeof useBatchActs>

/** What a person decides about one item. */
export type Decision = { review?: 'open' | 'accepted' | 'rejected'; rating?: number | null }

/** Pauses, goes on, cancels, makes again and decides; what does not work is told, and what did is read again. */
export function useBatchActs(id: Id<'batch'>) {
  const toast = useToast()
  const navigate = useNavigate()
  const [isBusy, setBusy] = useState(false)

  async function run<Result>(act: () => Promise<Result>): Promise<Result | null> {
    setBusy(true)
    try {
      return await act()
    } catch (error) {
      const { title, message } = describeProblem(error)
      toast({ title, description: message, tone: 'danger' })
      return null
    } finally {
      setBusy(false)
      await queryClient.invalidateQueries({ queryKey: trpc.batches.pathKey() })
    }
  }

  return {
    isBusy,
    pause: () => run(() => client.batches.pause.mutate({ id })),
    resume: () => run(() => client.batches.resume.mutate({ id })),
    cancel: async () => void (await run(() => client.batches.cancel.mutate({ id }))),
    quoteRetry: () => run(() => client.batches.quoteRetry.mutate({ id })),
    retry: (maxCredits: number) => run(() => client.batches.retry.mutate({ id, maxCredits })),
    decide: (itemIds: Id<'batchItem'>[], decision: Decision) =>
      run(() => client.batches.review.mutate({ id, itemIds, ...decision })),
    /** Plans what was accepted for the products that it is of; the rest is placed by hand. */
    publish: () =>
      run(async () => {
        const { items } = await client.batches.accepted.query({ id })
        const groupId = await planAccepted(items)
        const loose = items.filter(({ productId }) => productId === null).map(({ assetId }) => assetId)
        if (groupId) await navigate({ to: '/publications', search: { group: groupId } })
        else await navigate({ to: '/publish', search: { assets: loose.join(',') } })
      }),
  }
}
