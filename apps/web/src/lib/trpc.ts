import type { AppRouter } from '@studio/api/router'
import { MutationCache, QueryCache } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from '@trpc/client'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { describeProblem, isWorthRetrying } from './problem.ts'
import { ChangeAwareQueryClient } from './query-client.ts'

/** What the browser knows of the server's state. Live changes mark it stale, see `live-changes.ts`. */
export const queryClient = new ChangeAwareQueryClient({
  queryCache: new QueryCache({ onError: noticeEndOfSession }),
  mutationCache: new MutationCache({ onError: noticeEndOfSession }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failureCount, error) => failureCount < 2 && isWorthRetrying(error),
    },
  },
})

/** Calls procedures outside of queries. */
export const client = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({ url: '/trpc' }),
      false: httpBatchLink({ url: '/trpc', maxItems: 10 }),
    }),
  ],
})

/** Every procedure of the API as query and mutation options: `useQuery(trpc.models.list.queryOptions())`. */
export const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient })

/** A session may end at any time, also by an act elsewhere; the first call that is refused tells the whole app. */
export function noticeEndOfSession(error: unknown): void {
  if (describeProblem(error).code === 'not_signed_in') {
    queryClient.setQueryData(trpc.auth.session.queryKey(), null)
  }
}
