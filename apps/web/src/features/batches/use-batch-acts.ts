import type { Id } from '@studio/core/kernel'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { useToast } from '../../ui/index.ts'
import { planAccepted } from './plan-accepted.ts'

/** What can be done with a batch. */
export type BatchActs = ReturnType<typeof useBatchActs>

/** Pauses, goes on, cancels, makes again and hands on; what does not work is told, and what did is read again. */
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
    /** Plans what was accepted for the products that it is of; what is of none is placed by hand. */
    publish: () =>
      run(async () => {
        const { items } = await client.batches.accepted.query({ id })
        const groups = await planAccepted(items)
        const loose = items.filter(({ storeId }) => storeId === null).map(({ assetId }) => assetId)
        const [group] = groups
        if (group === undefined) return navigate({ to: '/publish', search: { assets: loose.join(',') } })
        if (groups.length > 1) toast({ title: `${groups.length} plans wait for your word, by store` })
        return navigate({ to: '/publications', search: groups.length > 1 ? {} : { group } })
      }),
    /** Has what was accepted put into an archive, which waits to be fetched. */
    archive: () =>
      run(async () => {
        const { items } = await client.batches.accepted.query({ id })
        await client.exports.create.mutate({ assetIds: [...new Set(items.map(({ assetId }) => assetId))] })
        await navigate({ to: '/settings/{-$page}', params: { page: 'data' } })
      }),
  }
}
