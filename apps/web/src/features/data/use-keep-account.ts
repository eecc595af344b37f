import { useState } from 'react'
import { describeProblem } from '../../lib/problem.ts'
import { sessionQuery } from '../../lib/session.ts'
import { client, queryClient, trpc } from '../../lib/trpc.ts'
import { useToast } from '../../ui/index.ts'

/** Stops the deletion that waits for its day. */
export function useKeepAccount() {
  const [isBusy, setBusy] = useState(false)
  const toast = useToast()

  async function keep() {
    setBusy(true)
    try {
      await client.deletion.cancel.mutate()
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: trpc.deletion.pathKey() }),
        queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey }),
      ])
      toast({ title: 'Your account stays', description: 'Nothing was deleted.' })
    } catch (error) {
      const { title, message } = describeProblem(error)
      toast({ title, description: message, tone: 'danger' })
    } finally {
      setBusy(false)
    }
  }

  return { keep, isBusy }
}
