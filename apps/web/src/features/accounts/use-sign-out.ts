import { useRouter } from '@tanstack/react-router'
import { describeProblem } from '../../lib/problem.ts'
import { changeSession, sessionQuery } from '../../lib/session.ts'
import { client, queryClient } from '../../lib/trpc.ts'
import { useToast } from '../../ui/index.ts'

/** Gives the act of signing out: ends the session at the server, shows the sign-in page, forgets everything here. */
export function useSignOut(): () => Promise<void> {
  const router = useRouter()
  const toast = useToast()
  return async () => {
    try {
      await client.auth.signOut.mutate()
    } catch (error) {
      toast({ title: 'You are still signed in', description: describeProblem(error).message, tone: 'danger' })
      return
    }
    queryClient.setQueryData(sessionQuery.queryKey, null)
    await router.navigate({ to: '/sign-in' })
    changeSession(null)
  }
}
