import { accountView, changeEmailInput, changeNameInput, changePasswordInput } from '@studio/core/accounts'
import {
  changeEmail,
  changeName,
  changePassword,
  keepEmail,
  readAccount,
  sendVerification,
} from '@studio/services/accounts'
import { procedure, router } from './trpc.ts'

/** The account that asks: who it is, and what opens it. */
export const accountRouter = router({
  get: procedure.output(accountView).query(({ ctx }) => readAccount(ctx.actor, ctx.deps)),

  changeName: procedure
    .input(changeNameInput)
    .output(accountView)
    .mutation(({ ctx, input }) => changeName(ctx.actor, input, ctx.deps)),

  changeEmail: procedure
    .input(changeEmailInput)
    .output(accountView)
    .mutation(({ ctx, input }) => changeEmail(ctx.actor, input, ctx.visitor, ctx.deps)),

  /** Takes back the wish to move to another e-mail. */
  keepEmail: procedure.output(accountView).mutation(({ ctx }) => keepEmail(ctx.actor, ctx.deps)),

  sendVerification: procedure.mutation(({ ctx }) => sendVerification(ctx.actor, ctx.visitor, ctx.deps)),

  changePassword: procedure
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx.actor, input, ctx.deps)),
})
