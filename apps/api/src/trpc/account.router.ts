import { accountView } from '@studio/core/accounts'
import { readAccount } from '@studio/services/accounts'
import { procedure, router } from './trpc.ts'

/** The account that asks. */
export const accountRouter = router({
  get: procedure.output(accountView).query(({ ctx }) => readAccount(ctx.actor, ctx.deps)),
})
