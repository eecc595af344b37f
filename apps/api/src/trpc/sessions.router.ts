import { endSessionInput, listSignInsInput, sessionView, signInView } from '@studio/core/accounts'
import { pageOf } from '@studio/core/kernel'
import { endOtherSessions, endSession, listSessions, listSignIns } from '@studio/services/accounts'
import { z } from 'zod'
import { procedure, router } from './trpc.ts'

/** The browsers that are signed in to the account that asks, and who tried to be. */
export const sessionsRouter = router({
  list: procedure.output(z.array(sessionView)).query(({ ctx }) => listSessions(ctx.actor, ctx.deps)),

  end: procedure.input(endSessionInput).mutation(({ ctx, input }) => endSession(ctx.actor, input, ctx.deps)),

  endOthers: procedure.mutation(({ ctx }) => endOtherSessions(ctx.actor, ctx.deps)),

  signIns: procedure
    .input(listSignInsInput)
    .output(pageOf(signInView))
    .query(({ ctx, input }) => listSignIns(ctx.actor, input, ctx.deps)),
})
