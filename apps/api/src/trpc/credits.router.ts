import { creditsView } from '@studio/core/credits'
import { readBalance } from '@studio/services/credits'
import { procedure, router } from './trpc.ts'

/** The account's credits. */
export const creditsRouter = router({
  balance: procedure.output(creditsView).query(({ ctx }) => readBalance(ctx.actor, ctx.deps)),
})
