import { identityView, proofInput, unlinkInput } from '@studio/core/accounts'
import { beginLink, listIdentities, unlinkIdentity } from '@studio/services/identities'
import { z } from 'zod'
import { procedure, router } from './trpc.ts'

/** The external accounts that open the account that asks. */
export const identitiesRouter = router({
  list: procedure.output(z.array(identityView)).query(({ ctx }) => listIdentities(ctx.actor, ctx.deps)),

  /** Answers the address at the external provider where the browser goes on. */
  beginLink: procedure
    .input(proofInput)
    .output(z.object({ url: z.url() }))
    .mutation(({ ctx, input }) => beginLink(ctx.actor, input, ctx.deps)),

  unlink: procedure
    .input(unlinkInput)
    .mutation(({ ctx, input }) => unlinkIdentity(ctx.actor, input, ctx.deps)),
})
