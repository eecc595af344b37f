import type { Id } from '@studio/core/kernel'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { useToast } from '../../ui/index.ts'

type PublicationId = Id<'publication'>

/** What can be done with publications. */
export type PublicationActs = ReturnType<typeof usePublicationActs>

/** Approves, drops, plans again and undoes; what does not work is told, and what did is read again. */
export function usePublicationActs() {
  const toast = useToast()
  const navigate = useNavigate()
  const [busy, setBusy] = useState<readonly string[]>([])

  /** Does an act about publications; null when it did not work. */
  async function run<Result>(ids: readonly string[], act: () => Promise<Result>): Promise<Result | null> {
    setBusy((now) => [...now, ...ids])
    try {
      return await act()
    } catch (error) {
      const { title, message } = describeProblem(error)
      toast({ title, description: message, tone: 'danger' })
      return null
    } finally {
      await queryClient.invalidateQueries({ queryKey: trpc.publications.pathKey() })
      setBusy((now) => now.filter((id) => !ids.includes(id)))
    }
  }

  const show = (group: string) => navigate({ to: '/publications', search: { group } })

  return {
    isBusy: (id: string) => busy.includes(id),
    approve: (ids: PublicationId[]) => run(ids, () => client.publications.approve.mutate({ ids })),
    async discard(ids: PublicationId[]) {
      const isDone = await run(ids, async () => {
        await client.publications.discard.mutate({ ids })
        return true
      })
      if (isDone) toast({ title: ids.length === 1 ? 'Plan dropped' : `${ids.length} plans dropped` })
    },
    async replan(id: PublicationId) {
      const planned = await run([id], () => client.publications.replan.mutate({ id }))
      if (planned) await show(planned.groupId)
    },
    /** Plans the undo of a publication, begins it unless it is to be looked at first or has warnings, and shows it. */
    async undo(id: PublicationId, isToBeSeen: boolean) {
      const planned = await run([id], () => client.publications.planUndo.mutate({ id }))
      if (!planned) return false
      if (!isToBeSeen && planned.status === 'planned' && planned.warnings.length === 0)
        await run([planned.id], () => client.publications.approve.mutate({ ids: [planned.id] }))
      await show(planned.groupId)
      return true
    },
  }
}
