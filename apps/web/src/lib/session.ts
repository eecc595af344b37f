import type { AccountView } from '@studio/core/accounts'
import { queryClient, trpc } from './trpc.ts'

/** Who is signed in, or null: asked once, then kept up to date by sign-in, sign-out and live changes. */
export const sessionQuery = trpc.auth.session.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY })

/** Who is signed in, or null. Asks the server only the first time. */
export function readSession() {
  return queryClient.ensureQueryData(sessionQuery)
}

/** Shows the account as an act left it, wherever it is on screen. */
export function showAccount(account: AccountView): void {
  queryClient.setQueryData(sessionQuery.queryKey, account)
  queryClient.setQueryData(trpc.account.get.queryKey(), account)
}

/** Forgets all that belonged to the account before, and notes who is signed in now. */
export function changeSession(account: AccountView | null): void {
  queryClient.clear()
  queryClient.setQueryData(sessionQuery.queryKey, account)
}
