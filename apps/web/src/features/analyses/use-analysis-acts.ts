import type { AnalysisView, DescribedContent } from '@studio/core/analyses'
import type { Id } from '@studio/core/kernel'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { describeProblem, type Problem } from '../../lib/problem.ts'
import { client, trpc } from '../../lib/trpc.ts'

/** What can be done about an analysis. Each act answers whether it worked; `problem` says why it did not. */
export function useAnalysisActs(id: Id<'asset'>) {
  const queryClient = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)

  const run = async (act: () => Promise<AnalysisView>): Promise<boolean> => {
    setBusy(true)
    setProblem(null)
    try {
      const view = await act()
      queryClient.setQueryData(trpc.analyses.get.queryKey({ id }), view)
      return true
    } catch (error) {
      setProblem(describeProblem(error))
      return false
    } finally {
      setBusy(false)
    }
  }

  return {
    isBusy,
    problem,
    edit: (description: DescribedContent) => run(() => client.analyses.edit.mutate({ id, ...description })),
    reset: () => run(() => client.analyses.reset.mutate({ id })),
    repeat: () => run(() => client.analyses.repeat.mutate({ id })),
  }
}
