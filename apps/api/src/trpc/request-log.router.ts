import { listRequestsInput, requestPage } from '@studio/core/request-log'
import { listRequests } from '@studio/services/request-log'
import { procedure, router } from './trpc.ts'

/** The account's calls of the public API, of the last 30 days. */
export const requestLogRouter = router({
  list: procedure
    .input(listRequestsInput)
    .output(requestPage)
    .query(({ ctx, input }) => listRequests(ctx.actor, input, ctx.deps)),
})
