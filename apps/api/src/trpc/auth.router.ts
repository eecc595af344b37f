import { accountView, signInInput, signUpInput } from '@studio/core/accounts'
import { readAccount, type StartedSession, signIn, signOut, signUp } from '@studio/services/accounts'
import type { Actor } from '@studio/services/kernel'
import { type Context, procedure, router } from './trpc.ts'

/** Signing up, in and out. */
export const authRouter = router({
  signUp: procedure
    .input(signUpInput)
    .output(accountView)
    .mutation(async ({ ctx, input }) => welcome(await signUp(ctx.actor, input, ctx.visitor, ctx.deps), ctx)),

  signIn: procedure
    .input(signInInput)
    .output(accountView)
    .mutation(async ({ ctx, input }) => welcome(await signIn(ctx.actor, input, ctx.visitor, ctx.deps), ctx)),

  signOut: procedure.mutation(async ({ ctx }) => {
    ctx.setCookie(await signOut(ctx.actor, ctx.deps))
    if (ctx.actor.kind === 'account') ctx.changes.endSession(ctx.actor.sessionId)
  }),

  /** The signed-in account, or null: not being signed in is no error here. */
  session: procedure
    .output(accountView.nullable())
    .query(({ ctx }) => (ctx.actor.kind === 'account' ? readAccount(ctx.actor, ctx.deps) : null)),
})

function welcome({ accountId, sessionId, cookie }: StartedSession, ctx: Context) {
  ctx.setCookie(cookie)
  const actor: Actor = { kind: 'account', accountId, sessionId }
  return readAccount(actor, ctx.deps)
}
